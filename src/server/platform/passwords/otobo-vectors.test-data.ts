/** Test data: passwords as OTOBO 11 itself stored them (otrs-family.md section 26). */
import type { LegacyKind } from "./legacy.ts";

const longA = "a".repeat(64);
const longB = "b".repeat(80);

export const vectors: ReadonlyArray<{ login: string; password: string; kind: LegacyKind; stored: string }> = [
  { login: "hhuber", password: "some_pass", kind: "des-crypt", stored: "hh/aiV3C/G8HU" },
  { login: "hhuber", password: "some_pass", kind: "md5-crypt", stored: "$1$hhuber$AeulMl8kFzRVUG0VlB5sL." },
  { login: "hhuber", password: "some_pass", kind: "apr1", stored: "$apr1$hhuber$hP9R/uTlwDvJ.QDdVZEnt0" },
  { login: "any", password: "some_pass", kind: "sha1", stored: "fff99eddcef98a2265d68d4ec6ca9882c5fc8d0b" },
  {
    login: "any",
    password: "some_pass",
    kind: "sha256",
    stored: "17c1b8cba6fed372f40eed959c46e265ef8ec2e984b6dca935f8e38aa42c025f",
  },
  {
    login: "any",
    password: "some_pass",
    kind: "sha512",
    stored: "294780df8a0cb045a2f27f32aed8405ee77d11b94d53aa5b0da5e88ed32e8dee1b3a020959a3146f648d6ba9803a966353bfed2e144eac0bf423e38eb1e6a4f7",
  },
  {
    login: "any",
    password: "some_pass",
    kind: "bcrypt-otobo",
    stored: "BCRYPT:9:AbCdEfGhIjKlMnOp:5FvL13CLKm2P9sFrFxTRzUAOidBHgt6",
  },
  {
    login: "any",
    password: "some_pass",
    kind: "bcrypt",
    stored: "$2a$09$OUHBXCTkP0fHYirqRU3Na.5FvL13CLKm2P9sFrFxTRzUAOidBHgt6",
  },
  {
    login: "any",
    password: "someäöü",
    kind: "sha256",
    stored: "3573cec29cba4a6a15d6c7f1d80f855f2e16bcc34f74bafa30d6ddd323563f57",
  },
  {
    login: "any",
    password: "someäöü",
    kind: "bcrypt-otobo",
    stored: "BCRYPT:9:AbCdEfGhIjKlMnOp:jzlFBSjlb2K5/kwrIYHvsWgQoRRGlSK",
  },
  { login: "kasu", password: "someカス", kind: "md5-crypt", stored: "$1$kasu$QVbMXwggswc7Em./TmWef/" },
  { login: "kasu", password: "someカス", kind: "apr1", stored: "$apr1$kasu$y9WdDyE.78v/gxSCgRI0w0" },
  { login: "kasu", password: "someカス", kind: "des-crypt", stored: "kaqyFqUdEllbk" },
  {
    login: "any",
    password: "someカス",
    kind: "sha256",
    stored: "ddd662b3117062f0ff435901fa0bdff75557158ea956b1ef53e9ed1d44cb3915",
  },
  {
    login: "any",
    password: "someカス",
    kind: "bcrypt-otobo",
    stored: "BCRYPT:9:AbCdEfGhIjKlMnOp:eC9buZrPT/01PLpPUXuYzvsSh/UhAgG",
  },
  { login: "longlogin-1234567", password: longA, kind: "md5-crypt", stored: "$1$longlogi$/XNaZlzYyDtVUsJXaSCdm0" },
  {
    login: "longlogin-1234567",
    password: longA,
    kind: "sha256",
    stored: "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
  },
  {
    login: "any",
    password: longA,
    kind: "bcrypt-otobo",
    stored: "BCRYPT:9:AbCdEfGhIjKlMnOp:dbSzcpUoNHdLkUde0soh1gJu4SSLc02",
  },
  {
    login: "any",
    password: longB,
    kind: "bcrypt-otobo",
    stored: "BCRYPT:9:AbCdEfGhIjKlMnOp:ckKwzHB9eTtXxP9pGj8rJFi3Qe3ne96",
  },
];
