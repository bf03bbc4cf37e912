package io.ohmykube.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: 1\nb: 2\na: 3' | line 3, column 1: the key 'a' stands here a second time",
                "'a: &x [1]\nb: *x' | line 2, column 4: aliases (*x) are not accepted; write the value out",
                "'a: &x {k: 1}\nb:\n  <<: *x' | line 3, column 7: aliases (*x) are not accepted; write the value out",
                "'a: !secret x' | line 1, column 4: tags (!secret) are not accepted",
                "'a: 1\n---\nb: 2' | line 3, column 1: a second document begins, where only one is expected",
                "'a: [1, 2' | line 1, column 9: while parsing a flow sequence",
                "'\ta: 1' | line 1, column 1: while scanning for the next token",
            })
    void whatIsRefusedIsNamedInOneLineWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Yaml.parse(text))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @Test
    void aliasesThatMultiplyAreRefusedBeforeTheyDo() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> Yaml.parse(bomb.toString()))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("aliases (*a0) are not accepted");
    }

    @Test
    void aTextNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> Yaml.parse("[".repeat(100_000)))
                .isInstanceOf(YamlException.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void documentsAreReadOneByOneAndEmptyOnesLeftOut() {
        List<YamlNode> documents = Yaml.parseAll("---\nkind: A\n---\n---\nkind: B\n...\n");

        assertThat(documents)
                .extracting(document -> ((Mapping) document).text("kind"))
                .containsExactly("A", "B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "null"})
    void aTextThatSaysNothingIsAnEmptyMapping(String text) {
        assertThat(Yaml.parse(text)).isEqualTo(Mapping.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: ~", "a: null", "a: # nothing", "{a: }"})
    void aKeyWithoutAValueIsAsGoodAsNoKey(String text) {
        assertThat(((Mapping) Yaml.parse(text)).get("a")).isNull();
    }

    @Test
    void numbersKeepTheFormTheyWereWrittenIn() {
        Mapping mapping = (Mapping) Yaml.parse("a: 1.30\nb: 0x1F\nc: 1e3\nd: 12345678901234567890");

        assertThat(mapping.text("a")).isEqualTo("1.30");
        assertThat(Yaml.write(mapping)).isEqualTo("a: 1.30\nb: 0x1F\nc: 1e3\nd: 12345678901234567890\n");
    }

    @Test
    void wordsThatOlderReadersTakeForOtherThingsStayAsTheyWere() {
        String text = "a: yes\nb: \"yes\"\nc: 2020-01-31\nd: \"2020-01-31\"\ne: 0o17\nf: 🦭 off\ng: off\n";

        assertThat(Yaml.write(Yaml.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "null",
                "~",
                "1",
                "1.5",
                "0o17",
                "0x1F",
                "1e3",
                "12:30:45",
                "2020-01-31",
                ".inf",
                "",
                " a",
                "a ",
                "a: b",
                "a #b",
                "- a",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "{a}",
                "[a]",
                "'",
                "\"",
                "\\",
                "a\nb\n",
                "a\nb",
                "\n",
                "a\n\n",
                " a\nb ",
                "\ta",
                "a\u0000b",
                "é🦭",
                "\u2028",
                "=",
                "<<",
                "a:",
                "-",
                "?",
                "|",
                ">",
                "---",
                "---\na",
                "...",
                "true",
                "a,b",
                "#"
            })
    void everyTextReadsBackAsItself(String text) {
        Mapping mapping = Mapping.EMPTY.with("key", Scalar.text(text)).with(text + "k", Scalar.text("v"));

        Mapping back = (Mapping) Yaml.parse(Yaml.write(mapping));

        assertThat(YamlNode.toJava(back)).isEqualTo(YamlNode.toJava(mapping));
    }

    @Test
    void anyTreeReadsBackAsItselfAndIsWrittenTheSameAgain() {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("root", tree(random, 4));

            String text = Yaml.write(YamlNode.fromJava(tree));
            YamlNode back = Yaml.parse(text);

            assertThat(YamlNode.toJava(back)).as(text).isEqualTo(tree);
            assertThat(YamlNode.toJava(Yaml.parse(Yaml.write(back)))).isEqualTo(tree);
        }
    }

    private static Object tree(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt() / 8.0;
            case 5 -> list(random, depth - 1);
            case 6 -> map(random, depth - 1);
            default -> text(random);
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(tree(random, depth));
        }
        return list;
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), tree(random, depth));
        }
        return map;
    }

    private static String text(Random random) {
        List<String> parts =
                Arrays.asList("a", "B", "1", " ", ":", "#", "-", "\n", "'", "\"", "{", "é", ".", "\\", "🦭");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }
}
