/** The package brings no types. Bytes are numbers 0 to 255; a NUL byte ends the password, as in C. */
declare module "unix-crypt-td-js" {
  export default function unixCrypt(password: ArrayLike<number>, salt: string): string;
}
