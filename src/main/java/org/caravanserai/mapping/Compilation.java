package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** One map on its way from file to closures: what all its entries share. */
final class Compilation {
    final Surroundings world;
    final Circumstances who;
    final MapFile map;
    final Problems problems;
    final Yamls yaml;
    final RecordNames record;
    final SharedEvals shared;
    final Environment environment;
    final Scope root;
    /** Where partners' ids are asked for. */
    final List<Remotes.Mention> remotes;

    private final List<String> locales;
    private final boolean perLanguage;

    Compilation(
            Surroundings world,
            Circumstances who,
            MapFile map,
            Problems problems,
            RecordNames record,
            SharedEvals shared,
            Environment environment) {
        this(world, who, map, problems, record, shared, environment, new ArrayList<>(), false);
    }

    private Compilation(
            Surroundings world,
            Circumstances who,
            MapFile map,
            Problems problems,
            RecordNames record,
            SharedEvals shared,
            Environment environment,
            List<Remotes.Mention> remotes,
            boolean perLanguage) {
        this.remotes = remotes;
        this.perLanguage = perLanguage;
        this.world = world;
        this.who = who;
        this.map = map;
        this.problems = problems;
        this.yaml = new Yamls(problems);
        this.shared = shared;
        this.environment = environment;
        this.locales = known(map.locales());
        var scope = map.scope() != null ? map.scope().text() : who.scope();
        this.record = record.seen(new Perspective(scope, null));
        this.root = new Scope(locale -> record.seen(new Perspective(scope, locale)), 0);
        if (map.scope() != null && !world.model().scopes().contains(scope)) {
            yaml.error(
                    map.scope().at(),
                    MapCode.LOCALE,
                    "'" + scope + "' is no scope (" + Yamls.listed(world.model().scopes()) + ")"
                            + Nearest.hint(scope, world.model().scopes()));
        }
    }

    /** The same in one language, for a field of which there is one per language. */
    Compilation speaking(String locale) {
        return new Compilation(world, who.speaking(locale), map, problems, record, shared, environment, remotes, true);
    }

    /** Languages the map speaks, the main one first. */
    List<String> languages() {
        return who.locale() != null ? List.of(who.locale()) : locales.isEmpty() ? who.locales() : locales;
    }

    /** ISO code of the map's money, null = that of the price list. */
    String currency() {
        return map.currency() != null ? map.currency().text() : who.currency();
    }

    /** The language of expressions and of bare names; null when there is none. */
    String mainLocale() {
        var chain = chain(null, null);
        return chain.isEmpty() ? null : chain.get(0);
    }

    /** Languages an entry may use, the wanted one first. {@code locale} and {@code fallback} are its keys, null when absent. */
    List<String> chain(YamlNode locale, YamlNode fallback) {
        var chain = new LinkedHashSet<String>();
        if (locale != null) {
            chain.addAll(known(yaml.scalars("locale", locale)));
        } else if (who.locale() != null) {
            chain.add(who.locale());
        } else if (!locales.isEmpty()) {
            chain.addAll(locales);
        } else if (!who.locales().isEmpty()) {
            chain.add(who.locales().get(0));
        }
        if (fallback instanceof YamlScalar word && word.text().equals("mark")) {
            chain.addAll(locales);
            chain.addAll(who.locales());
        } else if (fallback instanceof YamlScalar word && word.text().equals("main")) {
            (locales.isEmpty() ? who.locales() : locales).stream().limit(1).forEach(chain::add);
        } else if (fallback instanceof YamlScalar word && word.text().equals("none")) {
            return chain.stream().limit(1).toList();
        } else if (fallback != null
                && !(fallback instanceof YamlScalar word && word.text().equals("parent"))) {
            chain.addAll(known(yaml.scalars("fallback", fallback)));
        }
        return List.copyOf(chain);
    }

    private List<String> known(List<YamlScalar> written) {
        var found = new ArrayList<String>();
        for (var locale : written) {
            if (world.model().locales().contains(locale.text())) {
                found.add(locale.text());
            } else {
                yaml.error(
                        locale.at(),
                        MapCode.LOCALE,
                        "'" + locale.text() + "' is no locale of this installation ("
                                + Yamls.listed(world.model().locales()) + ")"
                                + Nearest.hint(locale.text(), world.model().locales()));
                found.add(world.model().locales().get(0));
            }
        }
        return found;
    }

    /** A condition; empty when it is wrong. */
    Optional<Compiled> condition(String key, YamlNode node, Scope scope) {
        return yaml.expression(key, node)
                .flatMap(written -> Expressions.condition(written, scope.in(mainLocale()), environment, problems)
                        .map(compiled -> noted(compiled, scope)));
    }

    /** An expression of any type; empty when it is wrong. */
    Optional<Compiled> value(String key, YamlNode node, Scope scope) {
        return yaml.expression(key, node)
                .flatMap(written -> Expressions.compile(written, scope.in(mainLocale()), environment, problems)
                        .map(compiled -> noted(compiled, scope)));
    }

    private Compiled noted(Compiled compiled, Scope scope) {
        if (perLanguage && compiled.reserved().contains(Reserved.LOCALE)) {
            yaml.error(
                    map.at(),
                    MapCode.LOCALE,
                    "'" + compiled.text() + "' says locale in a field per language; a bare name, such as name, is in"
                            + " its language there");
        }
        if (compiled.readsDate()) {
            record.readsDate();
        }
        return scope.frames() == 0 && compiled.reserved().isEmpty()
                ? record.shape().shared(compiled)
                : compiled;
    }

    /** What tells two uses of one expression apart. */
    String same(Compiled compiled) {
        return compiled.reserved().isEmpty()
                ? "x(" + mainLocale() + "," + record.perspective().scope() + ")" + compiled.text()
                : null;
    }

    static List<Stage.Input> inputs(Compiled compiled, Scope scope, String locale) {
        var inputs = new ArrayList<Stage.Input>();
        for (var read : compiled.reads()) {
            scope.in(locale)
                    .variable(read.path())
                    .filter(variable -> !(variable.type() instanceof Type.Localised))
                    .ifPresent(variable -> inputs.add(new Stage.Input(read.toString(), reading(variable))));
        }
        return inputs;
    }

    /** A name in all the languages it may be taken in. */
    record Address(String path, List<Variable> candidates, List<String> locales) {
        Type type() {
            return candidates.get(0).type();
        }
    }

    /** Finds a name; empty after an error. */
    Optional<Address> address(String path, Position at, Scope scope, List<String> chain) {
        var steps = Arrays.asList(path.split("\\.", -1));
        var candidates = new ArrayList<Variable>();
        var languages = new ArrayList<String>();
        for (var locale : chain.isEmpty() ? java.util.Collections.singletonList((String) null) : chain) {
            var found = scope.in(locale).variable(steps);
            if (found.isEmpty()) {
                unknown(path, steps, at, scope);
                return Optional.empty();
            }
            var variable = found.get();
            if (variable.type() instanceof Type.Localised) {
                yaml.error(
                        at,
                        MapCode.LOCALE,
                        "'" + path + "' is localised; write " + path + "."
                                + world.model().locales().get(0) + " or set the key locale");
                return Optional.empty();
            }
            if (candidates.stream()
                    .noneMatch(known -> known.slot() == variable.slot() && known.frame() == variable.frame())) {
                candidates.add(variable);
                languages.add(locale);
            }
        }
        return Optional.of(new Address(path, candidates, languages));
    }

    private void unknown(String path, List<String> steps, Position at, Scope scope) {
        var names = scope.in(mainLocale());
        int known = steps.size() - 1;
        while (known > 0 && names.under(steps.subList(0, known)).isEmpty()) {
            known--;
        }
        var wrong = steps.get(known);
        var candidates =
                new LinkedHashSet<>(names.under(steps.subList(0, known)).keySet());
        candidates.remove(wrong);
        var before = known == 0 ? "" : String.join(".", steps.subList(0, known)) + ".";
        var hint = Nearest.to(wrong, candidates)
                .map(name -> "; did you mean '" + before + name + "'?")
                .orElse("");
        yaml.error(at, MapCode.PATH, "'" + path + "' is no attribute of a " + word() + hint);
    }

    /** The record in messages and as prefix inside lists. */
    String word() {
        return switch (map.kind()) {
            case PRODUCTS -> "product";
            case OFFERS -> "offer";
            case MEDIA -> "medium";
            case CATEGORIES -> "category";
            case COMPANIES -> "company";
            case CONTACTS -> "contact";
        };
    }

    static Eval reading(Variable variable) {
        int slot = variable.slot();
        int frame = variable.frame();
        if (frame < 0) {
            return (slots, work) -> slots[slot];
        }
        return (slots, work) -> {
            var element = work.item(frame);
            return element == null ? null : element[slot];
        };
    }

    static String same(Variable variable) {
        return variable.frame() + "." + variable.slot();
    }

    Environment environment() {
        return environment;
    }

    /** The reserved words of maps: their values are those of {@link Circumstances}. */
    static java.util.Map<Reserved, Type> reserved() {
        return java.util.Map.of(
                Reserved.CHANNEL,
                Type.TEXT,
                Reserved.LOCALE,
                Type.TEXT,
                Reserved.ZONE,
                Type.TEXT,
                Reserved.ACCOUNT,
                Type.TEXT);
    }
}
