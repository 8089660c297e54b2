package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.Related;
import org.caravanserai.expression.record.SampleModel;
import org.caravanserai.home.Company;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Prices;
import org.caravanserai.home.Tables;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.Yaml;

/** A small world for tests of maps: the sample model, a few tables, two price lists, maps given as text. */
final class MapFixture {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Position NOWHERE = Position.of("test");

    private final Map<String, HomeFile> maps = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Tables.Table> tables = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private Company company;
    private Circumstances who = new Circumstances(
            "adeo", null, null, null, List.of("fr_FR"), null, null, null, null, List.of(), BigDecimal.ZERO, null);

    MapFixture() {
        table("colors", "color;label", "red;Rouge", "blue;Bleu");
        table("brands", "brand;label", "morvan;Ateliers Morvan");
        table("adeo-categories", "code;id", "epi;100", "epi/gants;110");
        table("remises", "discountGroup;A;B", "GANT;30+5;30");
        table("two-languages", "code;en_GB;fr_FR", "dry;Dry;Sec");
    }

    MapFixture table(String name, String... lines) {
        var columns = List.of(lines[0].split(";"));
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (var line : Arrays.copyOfRange(lines, 1, lines.length)) {
            var cells = line.split(";", -1);
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < cells.length; i++) {
                row.put(columns.get(i), cells[i]);
            }
            rows.put(cells[0], row);
        }
        tables.put(name, new Tables.Table(name, columns.get(0), columns, rows, null));
        return this;
    }

    MapFixture map(String name, String yaml) {
        var path = "mappings/" + name + ".map.yaml";
        var bytes = yaml.getBytes(StandardCharsets.UTF_8);
        maps.put(
                name,
                new HomeFile(
                        path,
                        name,
                        HomeFile.Origin.HOME,
                        bytes,
                        Yaml.read(path, bytes, problems).orElse(null)));
        return this;
    }

    MapFixture file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A zone with a table of VAT rates. */
    MapFixture zone(String name, String vatTable) {
        company = new Company(
                "test",
                Company.Type.TEST,
                List.of("fr_FR"),
                "EUR",
                ZoneId.of("Europe/Paris"),
                Map.of(),
                Map.of(name, new Company.Zone(name, List.of("FR"), null, List.of(), null, vatTable, NOWHERE)),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                null,
                List.of(),
                null,
                Company.Reload.OFF,
                null,
                Map.of(),
                null);
        return this;
    }

    MapFixture who(Circumstances other) {
        who = other;
        return this;
    }

    Surroundings world() {
        var lists = new LinkedHashMap<String, Prices.PriceList>();
        lists.put("public-2026", list("public-2026", null, "EUR", null, null, null, null, null));
        lists.put(
                "public-2027",
                list("public-2027", null, "EUR", LocalDate.of(2027, 1, 1), "public-2026", null, null, null));
        lists.put("level-a", list("level-a", "public-2027", "EUR", null, null, "A", null, null));
        lists.put(
                "chf",
                list("chf", "public-2027", "CHF", null, null, null, new BigDecimal("0.97"), new BigDecimal("0.05")));
        var grids = Map.of("remises", new Prices.Grid("remises", "remises", "discountGroup", "level", true, NOWHERE));
        return new Surroundings(
                SampleModel.model(),
                company,
                new Tables(tables),
                new Prices(lists, grids),
                maps,
                path -> Optional.ofNullable(files.get(path)));
    }

    private static Prices.PriceList list(
            String name,
            String base,
            String currency,
            LocalDate from,
            String replaces,
            String level,
            BigDecimal rate,
            BigDecimal round) {
        return new Prices.PriceList(
                name,
                name,
                base == null ? "erp" : null,
                base,
                currency,
                Prices.Vat.EXCLUDED,
                from,
                null,
                replaces,
                level == null ? null : "remises",
                level,
                null,
                rate,
                round,
                NOWHERE);
    }

    /** What is wrong with a map, as printed. */
    List<String> problems(String map) {
        MappingSet.of(world(), Kind.PRODUCTS).add(map, who, Host.NONE, problems);
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    /** Applies a map to documents: the first is the record, others are {@code kind key} -> JSON. */
    MapResult apply(String map, String record, Map<String, String> related) {
        var compiled = compiled(map);
        var run = run();
        run.begin();
        var slots = compiled.reader().read(record.getBytes(StandardCharsets.UTF_8), related(related));
        return compiled.mappings().get(0).apply(slots, run);
    }

    List<Explained> explain(String map, String record, Map<String, String> related) {
        var compiled = compiled(map);
        var slots = compiled.reader().read(record.getBytes(StandardCharsets.UTF_8), related(related));
        return compiled.mappings().get(0).explain(slots, run());
    }

    MappingSet compiled(String map) {
        var kind = Arrays.stream(Kind.values())
                .filter(each -> map.contains(
                        each == Kind.MEDIA
                                ? "media-"
                                : each.name().toLowerCase().substring(0, 5)))
                .findFirst()
                .orElse(Kind.PRODUCTS);
        var set = MappingSet.of(world(), kind);
        set.add(map, who, Host.NONE, problems);
        if (problems.failed()) {
            throw new AssertionError(new ArrayList<>(problems.sorted()).toString());
        }
        return set.build();
    }

    static Run run() {
        return new Run(TODAY, ZoneId.of("Europe/Paris"));
    }

    static Related related(Map<String, String> documents) {
        return (kind, key) -> {
            var json = documents.get(kind.word() + " " + key);
            return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        };
    }
}
