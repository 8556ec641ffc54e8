package dev.parlance.websocket.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleBundleTest {
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, byte[]> made = new HashMap<>();

    private ModuleBundleTest file(String path, String... lines) {
        files.put(path, (String.join("\n", lines) + "\n").getBytes(UTF_8));
        return this;
    }

    private String bundle() {
        ModuleBundle.of("/main.js", files).addTo(made, "/main.bundle.js");
        return made("/main.bundle.js");
    }

    private String made(String path) {
        return new String(made.get(path), UTF_8);
    }

    @Test
    void eachModuleIsAFunctionThatRunsOnceAfterThoseThatItNeeds() {
        file("/main.js", "import { b } from './sub/b.js';", "import './a.js';", "b();");
        file("/a.js", "import { b } from './sub/b.js';", "export class A {}");
        file("/sub/b.js", "import {", "  c as other,", "} from '../c.js';", "export async function b() {}", "other();");
        file("/c.js", "const c = 1;", "export { c };", "export { c as d } from './e.js';", "export const f = 2;");
        file("/e.js", "export const c = 3;");

        assertThat(bundle()).isEqualTo("""
                        const $module0 = (() => {
                        const c = 3;
                        return { c }; })();
                        const $module1 = (() => {
                        const c = 1;


                        const f = 2;
                        return { d: $module0.c, c: c, f }; })();
                        const $module2 = (() => { const { c: other } = $module1;



                        async function b() {}
                        other();
                        return { b }; })();
                        const $module3 = (() => { const { b: b } = $module2;

                        class A {}
                        return { A }; })();
                        const $module4 = (() => { const { b: b } = $module2;


                        b();
                        return {  }; })();
                        //# sourceMappingURL=main.bundle.js.map
                        """);
    }

    @Test
    void aDebuggerFindsEachLineInItsFile() {
        file("/main.js", "import { b } from './sub/b.js';", "b();");
        file("/sub/b.js", "// first", "export const b = () => {};");
        bundle();

        // per line of the bundle: nothing, or column, step to the file, step to the line (A none, C one on, D one
        // back), column
        assertThat(made("/main.bundle.js.map"))
                .isEqualTo("{\"version\":3,\"sources\":[\"sub/b.js\",\"main.js\"],\"names\":[],"
                        + "\"mappings\":\";AAAA;AACA;;;ACDA;AACA;;\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import a from './a.js';",
                "import * as a from './a.js';",
                "import { a } from 'a';",
                "import { a } from '/a.js';",
                "import { b } from './nowhere.js';",
                "import './main.js';",
                "export default 1;",
                "export let a = 1;",
                "export * from './a.js';",
                "export const { a } = {};",
                "const a = await import('./a.js');",
                "  import('./a.js');",
                "const here = import.meta.url;",
                "await something();",
            })
    void whatItWouldHaveToGuessIsRefused(String line) {
        file("/a.js", "export const a = 1;").file("/main.js", "let before = 1;", line);

        assertThatIllegalArgumentException().isThrownBy(this::bundle).withMessageContaining(".js");
    }

    @Test
    void commentsAreLeftOutWhateverTheySayAndLinesKeepTheirPlaces() {
        file(
                "/main.js",
                "/**",
                " * @type {import('./a.js').A}",
                " */",
                "  // import { x } from 'y';",
                "let a = 'b /** c */ d'; // e");

        assertThat(bundle()).startsWith("const $module0 = (() => {\n\n\n\n\nlet a = 'b /** c */ d'; // e\n");
    }

    @Test
    void linesBeginWithoutBlanksUnlessATextMayGoOnOverThem() {
        file("/main.js", "import './text.js';", "function a() {", "  if (`${b}`) {", "\treturn `1` + `2`;", "  }", "}");
        file("/text.js", "const text = `", "  two blanks`;", "  text();");

        assertThat(bundle())
                .contains("function a() {\nif (`${b}`) {\nreturn `1` + `2`;\n}\n}")
                .contains("`\n  two blanks`;\n  text();");
    }
}
