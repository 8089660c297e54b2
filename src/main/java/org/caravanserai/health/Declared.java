package org.caravanserai.health;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.QualityFile;
import org.caravanserai.mapping.Circumstances;
import org.caravanserai.master.Golden;
import org.caravanserai.parser.Problems;

/**
 * A counter of config/quality/, compiled over the shape its population is read with: once for every channel and language it is split by. Of products
 * those are the population that can be sold; models are counted through their variants.
 */
final class Declared {
    private static final int SHOWN = 3;

    private final QualityFile.Counter counter;
    private final List<Part> parts;
    private final int family;
    private final List<Shown> shown;

    private record Part(Scope scope, Compiled where, Compiled require, Run run) {}

    /** A value shown beside what is counted. */
    private record Shown(String code, int slot) {}

    private Declared(QualityFile.Counter counter, List<Part> parts, int family, List<Shown> shown) {
        this.counter = counter;
        this.parts = List.copyOf(parts);
        this.family = family;
        this.shown = List.copyOf(shown);
    }

    /** Compiles; empty when there is an error, which {@code problems} then holds. */
    static Optional<Declared> compile(QualityFile.Counter counter, Kind kind, Means means, Problems problems) {
        var own = new Problems();
        dimensions(counter, kind, own);
        var parts = new ArrayList<Part>();
        var shown = new ArrayList<Shown>();
        if (!own.failed()) {
            for (var view : views(counter, kind, means.home())) {
                part(counter, kind, view, means, shown, own).ifPresent(parts::add);
                if (own.failed()) {
                    break;
                }
            }
        }
        problems.addAll(own.sorted());
        if (own.failed()) {
            return Optional.empty();
        }
        int family = -1;
        if (counter.by().contains("family")) {
            var names = means.builder().shape().names(Perspective.NEUTRAL);
            family = names.variable(List.of("family")).orElseThrow().slot();
        }
        return Optional.of(new Declared(counter, parts, family, shown));
    }

    private static void dimensions(QualityFile.Counter counter, Kind kind, Problems problems) {
        if (counter.by().contains("family") && kind != Kind.PRODUCTS) {
            problems.error(
                    counter.position(),
                    HealthCode.DIMENSION.code(),
                    "counter '" + counter.name() + "' is of " + kind.word()
                            + ", which have no family; leave 'family' out");
        }
    }

    /** From where a record is looked at; null where it does not matter. */
    private record View(Channel channel, String locale) {}

    private static List<View> views(QualityFile.Counter counter, Kind kind, Home home) {
        var text = (counter.where() == null ? "" : counter.where().text()) + " "
                + counter.require().text();
        boolean channels = counter.by().contains("channel") || says(text, "channel");
        boolean locales = counter.by().contains("locale") || says(text, "locale");
        var views = new ArrayList<View>();
        if (!channels) {
            var of = locales
                    ? home.company().locales()
                    : home.company().locales().subList(0, 1);
            of.forEach(locale -> views.add(new View(null, locale)));
            return views;
        }
        for (var channel : home.channels().values()) {
            if (channel.mode() != Channel.Mode.OFF && channel.streams().containsKey(kind.word())) {
                var of = locales ? channel.locales() : channel.locales().subList(0, 1);
                of.forEach(locale -> views.add(new View(channel, locale)));
            }
        }
        return views;
    }

    /** Whether a text has this word outside other words. */
    private static boolean says(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            boolean begins =
                    at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)) && text.charAt(at - 1) != '.';
            int end = at + word.length();
            if (begins && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Part> part(
            QualityFile.Counter counter, Kind kind, View view, Means means, List<Shown> shown, Problems problems) {
        var home = means.home();
        var channel = view.channel();
        var who = channel == null
                ? Circumstances.none(home.company().locales())
                : Circumstances.of(channel, view.locale());
        var names =
                means.builder().shape().names(new Perspective(channel == null ? null : channel.scope(), view.locale()));
        var functions = new CountedFunctions(home, kind, names, channel, view.locale());
        var environment = means.builder().environment(who, names, functions);
        Compiled where = null;
        if (counter.where() != null) {
            where = Expressions.condition(counter.where(), names, environment, problems)
                    .orElse(null);
        }
        var require = Expressions.condition(counter.require(), names, environment, problems)
                .orElse(null);
        if (require == null || problems.failed()) {
            return Optional.empty();
        }
        if (shown.isEmpty()) {
            shown.addAll(shown(require, names, home.model().of(kind)));
        }
        means.names().add(names);
        var run = new Run(means.today(), home.company().timeZone()).set(Reserved.LOCALE, view.locale());
        if (channel != null) {
            run.set(Reserved.CHANNEL, channel.name()).set(Reserved.ZONE, channel.zone());
        }
        var scope = Scope.of(
                "channel", counter.by().contains("channel") ? channel.name() : null,
                "locale", counter.by().contains("locale") ? view.locale() : null);
        return Optional.of(new Part(scope, where, require, run));
    }

    /** Values the condition reads, personal ones and texts in several languages left out. */
    private static List<Shown> shown(Compiled require, RecordNames names, KindModel model) {
        var codes = new LinkedHashSet<String>();
        require.reads().stream()
                .filter(read -> read.path().size() == 1)
                .map(read -> read.path().get(0))
                .sorted()
                .forEach(codes::add);
        var all = new ArrayList<Shown>();
        for (var code : codes) {
            var attribute = model.attribute(code);
            if (attribute.isPresent()
                    && !attribute.get().personal()
                    && !attribute.get().localizable()
                    && all.size() < SHOWN) {
                names.variable(List.of(code)).ifPresent(found -> all.add(new Shown(code, found.slot())));
            }
        }
        return all;
    }

    /** What the board knows of it. */
    static Counter described(QualityFile.Counter counter) {
        return new Counter(
                counter.name(),
                counter.title(),
                counter.of(),
                counter.owner(),
                counter.fix(),
                counter.warn(),
                counter.error(),
                counter.version(),
                false);
    }

    /** The figures that are there whatever is counted. */
    void begin(Sheet sheet) {
        parts.forEach(part -> sheet.among(counter.name(), part.scope(), 0));
        sheet.among(counter.name(), Scope.ALL, 0);
    }

    /** Looks at one record of the population's kind. The whole counts a record once, however many parts count it. */
    void look(Golden golden, Object[] slots, Sheet sheet) {
        boolean among = false;
        boolean counted = false;
        String why = null;
        for (var part : parts) {
            part.run().begin();
            boolean holds;
            try {
                if (part.where() != null && part.where().truth(slots, part.run()) != Truth.TRUE) {
                    continue;
                }
                holds = part.require().truth(slots, part.run()) == Truth.TRUE;
            } catch (Refused tooDear) {
                holds = false;
            }
            var scope = family < 0 ? part.scope() : part.scope().and("family", family(slots));
            boolean whole = scope.equals(Scope.ALL);
            if (!whole) {
                sheet.among(counter.name(), scope, 1);
            }
            among = true;
            if (!holds) {
                counted = true;
                why = why == null ? why(slots) : why;
                if (!whole) {
                    sheet.hit(counter.name(), scope, golden.id(), golden.key(), why);
                }
            }
        }
        if (among) {
            sheet.among(counter.name(), Scope.ALL, 1);
        }
        if (counted) {
            sheet.hit(counter.name(), Scope.ALL, golden.id(), golden.key(), why);
        }
    }

    private String family(Object[] slots) {
        return slots[family] == null ? "-" : slots[family].toString();
    }

    private String why(Object[] slots) {
        var text = new StringBuilder();
        for (var one : shown) {
            var value = slots[one.slot()];
            if (!(value instanceof Object[])) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(one.code())
                        .append(" = ")
                        .append(value == null ? "–" : value);
            }
        }
        return text.toString();
    }
}
