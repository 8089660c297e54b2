package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.JsonSchema;
import org.caravanserai.home.setting.PrettyJson;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.Yaml;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An independent validator takes the schemas for what the checker takes the declarations: what one refuses the other refuses. */
class SchemasTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = schemas();

    /** Faults a schema can see: keys, kinds of node, words, literal secrets. Types it sees as far as they have a pattern. */
    private static final Set<String> STRUCTURAL = Set.of("HOM-001", "HOM-003", "HOM-005", "HOM-006", "HOM-009");

    /** Faults of this kind a schema does not see: it knows neither descriptors nor what a blank text is. */
    private static final Set<String> BEYOND = Set.of(
            // null removes in a file that extends another; whether it does, the checker knows
            "empty-map",
            "empty-value",
            "blank-text",
            "source-connection-key",
            "source-connection-of-api",
            "channel-connection",
            "connector-secret");

    private static Map<String, Schema> schemas() {
        var schemas = new HashMap<String, Schema>();
        FileKinds.all()
                .forEach(kind -> schemas.put(
                        kind.name(), REGISTRY.getSchema(PrettyJson.write(JsonSchema.of(kind)), InputFormat.JSON)));
        return schemas;
    }

    @Test
    void everySchemaIsOneOfTheDraftItNames() {
        var draft = REGISTRY.getSchema(
                com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (var kind : FileKinds.all()) {
            assertThat(draft.validate(PrettyJson.write(JsonSchema.of(kind)), InputFormat.JSON))
                    .as(kind.name())
                    .isEmpty();
        }
    }

    @Test
    void takesEveryFileOfTheShippedHomeAndOfTheBase() {
        int files = 0;
        for (var home : List.of(Path.of(""), HomeCase.BASE)) {
            for (var file : Home.read(home, null, Library.ofClassPath()).files().values()) {
                var kind = FileKinds.of(file.path());
                if (kind.isPresent()) {
                    files++;
                    assertThat(errors(kind.get().name(), file.tree()))
                            .as(file.path())
                            .isEmpty();
                }
            }
        }
        assertThat(files).isGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.home.HomeCase#all")
    void refusesWhatTheCheckerRefuses(HomeCase broken) {
        if (BEYOND.contains(broken.name())) {
            return;
        }
        for (var problem :
                broken.expected().lines().map(line -> line.split(" ", 3)).toList()) {
            var path = problem[0].replaceFirst(":.*", "");
            if (STRUCTURAL.contains(problem[1])) {
                var kind = FileKinds.of(path).orElseThrow();
                assertThat(errors(kind.name(), read(path, broken.files().get(path))))
                        .as(path)
                        .isNotEmpty();
            }
        }
    }

    /** What the editor would take and the checker refuse: each pattern stands for the same texts on both sides. */
    @Test
    void refusesWrongValuesToo() {
        var cases = Map.of(
                "wrong-locale",
                "hub",
                "wrong-percent",
                "channel",
                "wrong-span",
                "source",
                "wrong-time",
                "channel",
                "model-code",
                "model");
        HomeCase.all()
                .filter(one -> cases.containsKey(one.name()))
                .forEach(one -> one.files()
                        .forEach((path, text) -> assertThat(errors(cases.get(one.name()), read(path, text)))
                                .as(one.name())
                                .isNotEmpty()));
    }

    private static YamlNode read(String path, String text) {
        return Yaml.read(path, text.getBytes(StandardCharsets.UTF_8), new Problems())
                .orElse(new YamlMap(Position.of(path), List.of()));
    }

    private static List<String> errors(String schema, YamlNode node) {
        var json = new String(Json.write(value(node)), StandardCharsets.UTF_8);
        return SCHEMAS.get(schema).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** The tree as the core schema of YAML 1.2 reads it, which is what an editor validates. */
    private static Object value(YamlNode node) {
        if (node instanceof YamlMap map) {
            var values = new java.util.LinkedHashMap<String, Object>();
            map.entries().forEach(entry -> values.put(entry.key(), value(entry.value())));
            return values;
        }
        if (node instanceof YamlList list) {
            var values = new ArrayList<Object>();
            list.items().forEach(item -> values.add(value(item)));
            return values;
        }
        var scalar = (YamlScalar) node;
        if (scalar.quoted()) {
            return scalar.text();
        }
        if (scalar.isNull()) {
            return null;
        }
        if (scalar.text().equals("true") || scalar.text().equals("false")) {
            return Boolean.valueOf(scalar.text());
        }
        // A decimal is no Long; any number will do for a schema that only asks whether it is one.
        return scalar.text().matches("[-+]?([0-9]+|[0-9]*\\.[0-9]+)") ? (Object) 1L : scalar.text();
    }
}
