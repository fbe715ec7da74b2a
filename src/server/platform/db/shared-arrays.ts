/** Compiles a statement so that an array it names in several places is sent once: a scope names its companies again and again. */
import { PostgresDialect, PostgresQueryCompiler, type QueryCompiler } from "kysely";

class SharingCompiler extends PostgresQueryCompiler {
  #places = new Map<readonly unknown[], string>();

  override compileQuery(...given: Parameters<PostgresQueryCompiler["compileQuery"]>): ReturnType<PostgresQueryCompiler["compileQuery"]> {
    this.#places.clear();
    return super.compileQuery(...given);
  }

  /** The same array, not an equal one: which places share one is a matter of the code, so that a statement's text stays the same. */
  protected override appendValue(value: unknown): void {
    const place = Array.isArray(value) ? this.#places.get(value) : undefined;
    if (place !== undefined) this.append(place);
    else super.appendValue(value);
    if (place === undefined && Array.isArray(value)) this.#places.set(value, this.getCurrentParameterPlaceholder());
  }
}

export class SharingDialect extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new SharingCompiler();
  }
}
