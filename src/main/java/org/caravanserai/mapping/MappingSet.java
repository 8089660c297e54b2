package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.expression.record.RecordShape;
import org.caravanserai.parser.Problems;

/**
 * Mappings of one kind of record that share one parse of each record and what they compute alike. Gates, assortments and rules join in through
 * {@link Builder#shape()}. Immutable.
 */
public final class MappingSet {
    private final RecordReader reader;
    private final List<Mapping> mappings;

    private MappingSet(RecordReader reader, List<Mapping> mappings) {
        this.reader = reader;
        this.mappings = List.copyOf(mappings);
    }

    /** Begins a set. */
    public static Builder of(Surroundings world, Kind kind) {
        return new Builder(world, kind);
    }

    /** Reads records into the slots that {@link Mapping#apply} takes. */
    public RecordReader reader() {
        return reader;
    }

    /** The mappings in the order they were added. */
    public List<Mapping> mappings() {
        return mappings;
    }

    /** Collects what shares a parse. Not thread-safe. */
    public static final class Builder {
        private final Surroundings world;
        private final RecordShape shape;
        private final SharedEvals shared = new SharedEvals();
        private final List<Mapping> mappings = new ArrayList<>();

        private Builder(Surroundings world, Kind kind) {
            this.world = world;
            this.shape = RecordShape.of(world.model(), kind);
        }

        /** The shape, for gates and rules over the same records; give out names before {@link #build()}. */
        public RecordShape shape() {
            return shape;
        }

        /**
         * What surrounds expressions of gates and selections over the same records: the functions that maps know, and {@code others}.
         *
         * @param names whose reads are noted
         */
        public Environment environment(Circumstances who, RecordNames names, Host others) {
            return new Environment(Compilation.reserved(), new MapHost(world, who, names, others));
        }

        /**
         * Compiles an outward map into the set.
         *
         * @param map name of the map, {@code <system>/<record>-out}
         * @param others answers functions that maps do not know themselves (inAssortment, missingRequired)
         * @param problems receives everything that is wrong
         * @return the mapping; empty when there were errors
         */
        public Optional<Mapping> add(String map, Circumstances who, Host others, Problems problems) {
            var found = new Problems();
            var file = new MapReader(world.maps(), found).read(map);
            var mapping = file.flatMap(read -> compile(read, who, others, found));
            problems.addAll(found.sorted());
            if (found.failed() || mapping.isEmpty()) {
                return Optional.empty();
            }
            mappings.add(mapping.get());
            return mapping;
        }

        /** Closes the set. */
        public MappingSet build() {
            shared.place(shape);
            return new MappingSet(shape.reader(), mappings);
        }

        private Optional<Mapping> compile(MapFile file, Circumstances who, Host others, Problems problems) {
            var yaml = new Yamls(problems);
            if (file.kind() != shape.kind() || !file.outward()) {
                yaml.error(
                        file.at(),
                        MapCode.NAME,
                        "this map is no outward map of " + shape.kind().word());
                return Optional.empty();
            }
            var target = target(file, problems, yaml);
            var names = shape.names(Perspective.NEUTRAL);
            var host = new MapHost(world, who, names, others);
            var in = new Compilation(
                    world, who, file, problems, names, shared, new Environment(Compilation.reserved(), host));
            Compiled select = null;
            if (file.select() != null) {
                select = in.condition("select", file.select(), in.root).orElse(null);
            }
            var demands = file.demands() == null
                    ? null
                    : Demands.compile(file.demands(), world.tables(), names, yaml)
                            .orElse(null);
            var plans = new Entries(in).compile(file.entries().values(), in.root, target.orElse(null));
            target.ifPresent(fields -> fields.fields().values().stream()
                    .filter(field -> field.required() && !file.entries().containsKey(field.name()))
                    .forEach(field -> yaml.error(
                            file.at(),
                            MapCode.TARGET_REQUIRED,
                            "the target requires '" + field.name() + "' and no entry fills it")));
            return problems.failed()
                    ? Optional.empty()
                    : Optional.of(new Mapping(file, who, names, select, plans, in.remotes, demands));
        }

        private Optional<TargetFields> target(MapFile file, Problems problems, Yamls yaml) {
            if (file.target() == null) {
                return Optional.empty();
            }
            var bytes = world.file().apply(file.target().text());
            if (bytes.isEmpty()) {
                yaml.error(
                        file.target().at(),
                        MapCode.TARGET_FILE,
                        "there is no file mappings/" + file.target().text());
                return Optional.empty();
            }
            return TargetFields.read(file.target().text(), bytes.get(), problems);
        }
    }
}
