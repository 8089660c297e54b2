package org.caravanserai.home.setting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Checks a YAML tree against a shape and collects the names it uses. All problems of a file at once. */
public final class TreeCheck {
    /** GTIN-8, -12, -13, -14, SIREN and SIRET: codes whose leading zero counts. */
    private static final Pattern CODE_OF_DIGITS = Pattern.compile("0[0-9]+|[0-9]{8,9}|[0-9]{12,14}");

    private static final Pattern REFERENCE =
            Pattern.compile("(secret|env):[A-Za-z0-9][A-Za-z0-9._-]*|file:(?!//)[^\\s]+");
    private static final Pattern LIKE_REFERENCE = Pattern.compile("(secret|env):.*");

    private final Problems problems;
    private final Collection<Mention> mentions;
    private final FileKind.Mode mode;

    /** @param mentions gets the names the tree uses */
    public TreeCheck(Problems problems, Collection<Mention> mentions, FileKind.Mode mode) {
        this.problems = problems;
        this.mentions = mentions;
        this.mode = mode;
    }

    /** Checks a whole file. */
    public void check(YamlNode node, Shape shape) {
        check(node, shape, "the file");
    }

    /** @param what what the node is called in messages */
    public void check(YamlNode node, Shape shape, String what) {
        if (shape instanceof Shape.Single single) {
            single(node, single, what);
        } else if (shape instanceof Shape.Fields fields) {
            fields(node, fields, what);
        } else if (shape instanceof Shape.ByName byName) {
            byName(node, byName, what);
        } else if (shape instanceof Shape.Items items) {
            items(node, items, what);
        } else if (shape instanceof Shape.Either either) {
            either(node, either, what);
        } else if (shape instanceof Shape.Later later) {
            check(node, later.shape().get(), what);
        }
    }

    private void fields(YamlNode node, Shape.Fields fields, String what) {
        if (!(node instanceof YamlMap map)) {
            wrongNode(node, what, "a map of " + names(fields.settings().keySet()));
            return;
        }
        for (var entry : map.entries()) {
            var setting = fields.settings().get(entry.key());
            if (setting == null) {
                problems.error(
                        entry.keyAt(),
                        HomeCode.UNKNOWN_KEY.code(),
                        "'" + Finding.cut(entry.key()) + "' is no key of " + fields.title()
                                + Nearest.to(entry.key(), fields.settings().keySet())
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; it takes "
                                                + names(fields.settings().keySet())));
            } else if (!empty(entry, setting.shape())) {
                check(entry.value(), setting.shape(), "'" + entry.key() + "'");
                effect(entry, setting);
            }
        }
        if (mode != FileKind.Mode.PATCH) {
            for (var setting : fields.settings().values()) {
                if (setting.required() && map.get(setting.key()).isEmpty()) {
                    var example = setting.example() == null ? "" : ", e.g. " + setting.key() + ": " + setting.example();
                    problems.error(
                            map.at(),
                            HomeCode.MISSING_KEY.code(),
                            fields.title() + " needs the key '" + setting.key() + "'" + example);
                }
            }
        }
    }

    /** Nobody shall count on a key that nothing reads. */
    private void effect(YamlMap.Entry entry, Setting setting) {
        if (setting.effect() == Setting.Effect.LATER && !usual(entry.value(), setting.defaultValue())) {
            problems.warning(
                    entry.keyAt(),
                    HomeCode.NO_EFFECT.code(),
                    "'" + entry.key() + "' is understood and has no effect in this version; do not count on it");
        }
    }

    /** Whether what is written is what happens anyway. */
    private static boolean usual(YamlNode value, String usual) {
        return value instanceof YamlScalar scalar && scalar.text().equals(usual)
                || value instanceof YamlList list
                        && list.items().size() == 1
                        && usual(list.items().get(0), usual);
    }

    /** True when there is nothing to check; a key without a value is an error unless null removes something here. */
    private boolean empty(YamlMap.Entry entry, Shape shape) {
        if (!entry.value().isNull()) {
            return false;
        }
        if (mode == FileKind.Mode.WHOLE) {
            boolean map = shape instanceof Shape.Fields || shape instanceof Shape.ByName;
            problems.error(
                    entry.keyAt(),
                    HomeCode.EMPTY_VALUE.code(),
                    "'" + Finding.cut(entry.key()) + "' has no value; "
                            + (map ? "write {} or remove the line" : "give it one or remove the line"));
        }
        return true;
    }

    private void byName(YamlNode node, Shape.ByName byName, String what) {
        if (!(node instanceof YamlMap map)) {
            wrongNode(
                    node,
                    what,
                    "a map by " + (byName.words().isEmpty() ? byName.key().words() : names(byName.words())));
            return;
        }
        for (var entry : map.entries()) {
            key(entry, byName, what);
            if (!empty(entry, byName.value())) {
                check(entry.value(), byName.value(), "'" + Finding.cut(entry.key()) + "'");
            }
        }
    }

    private void key(YamlMap.Entry entry, Shape.ByName byName, String what) {
        if (byName.names() != null) {
            mentions.add(new Mention(byName.names(), entry.key(), entry.keyAt()));
        }
        if (!byName.words().isEmpty()) {
            if (!byName.words().contains(entry.key())) {
                unknownWord(entry.keyAt(), entry.key(), byName.words(), "key of " + what);
            }
            return;
        }
        try {
            byName.key().parse(entry.key());
        } catch (IllegalArgumentException wrong) {
            problems.error(
                    entry.keyAt(),
                    HomeCode.WRONG_VALUE.code(),
                    "'" + Finding.cut(entry.key()) + "' is no " + byName.key().words() + ": " + wrong.getMessage());
        }
    }

    private void items(YamlNode node, Shape.Items items, String what) {
        if (!(node instanceof YamlList list)) {
            wrongNode(node, what, "a list: [" + word(items.item()) + ", ...]");
            return;
        }
        int size = list.items().size();
        if (size < items.min() || items.max() > 0 && size > items.max()) {
            problems.error(
                    node.at(),
                    HomeCode.WRONG_NODE.code(),
                    what + " has " + size + " entries, "
                            + (size < items.min() ? "at least " + items.min() : "at most " + items.max())
                            + " are taken");
        }
        for (var item : list.items()) {
            if (item.isNull()) {
                problems.error(item.at(), HomeCode.EMPTY_VALUE.code(), "an entry of " + what + " is empty; remove it");
            } else {
                check(item, items.item(), "an entry of " + what);
            }
        }
    }

    private void either(YamlNode node, Shape.Either either, String what) {
        for (var shape : either.shapes()) {
            if (fits(node, shape)) {
                check(node, shape, what);
                return;
            }
        }
        wrongNode(node, what, either.shapes().stream().map(TreeCheck::word).collect(Collectors.joining(" or ")));
    }

    /** True when the kind of node is the one the shape wants. */
    static boolean fits(YamlNode node, Shape shape) {
        if (shape instanceof Shape.Single single) {
            return node instanceof YamlScalar || single.secret() && node instanceof YamlList;
        }
        if (shape instanceof Shape.Items) {
            return node instanceof YamlList;
        }
        if (shape instanceof Shape.Later later) {
            return fits(node, later.shape().get());
        }
        return shape instanceof Shape.Anything || node instanceof YamlMap;
    }

    private void single(YamlNode node, Shape.Single single, String what) {
        if (node instanceof YamlList list && single.secret()) {
            if (list.items().size() != 2) {
                problems.error(
                        node.at(),
                        HomeCode.WRONG_NODE.code(),
                        what + " takes one reference, or two: current and previous");
            }
            list.items().forEach(item -> single(item, single, what));
            return;
        }
        if (!(node instanceof YamlScalar scalar)) {
            wrongNode(node, what, word(single));
            return;
        }
        var text = scalar.text();
        if (single.secret()) {
            secret(scalar, what);
        } else if (LIKE_REFERENCE.matcher(text).matches()
                || REFERENCE.matcher(text).matches()) {
            reference(scalar, single, what);
        } else if (!single.words().isEmpty()) {
            if (!single.words().contains(text)) {
                unknownWord(node.at(), text, single.words(), "value of " + what);
            }
        } else {
            value(scalar, single, what);
        }
    }

    private void value(YamlScalar scalar, Shape.Single single, String what) {
        var text = scalar.text();
        if (text.isBlank()) {
            problems.error(
                    scalar.at(), HomeCode.EMPTY_VALUE.code(), what + " is blank; give it a value or remove the line");
            return;
        }
        if (single.type() == ValueType.TEXT && !scalar.quoted() && (text.equals("true") || text.equals("false"))) {
            problems.error(
                    scalar.at(), HomeCode.WRONG_VALUE.code(), what + " is text; write \"" + text + "\" in quotes");
            return;
        }
        if (!scalar.quoted()
                && !single.type().numeric()
                && CODE_OF_DIGITS.matcher(text).matches()) {
            problems.warning(
                    scalar.at(),
                    HomeCode.UNQUOTED_DIGITS.code(),
                    what + " looks like a code (GTIN, SIREN); write \"" + text
                            + "\" in quotes, or readers drop its zeros");
        }
        try {
            single.type().parse(text);
        } catch (IllegalArgumentException wrong) {
            problems.error(
                    scalar.at(),
                    HomeCode.WRONG_VALUE.code(),
                    what + " is '" + Finding.cut(text) + "': " + wrong.getMessage());
            return;
        }
        if (single.names() != null) {
            mentions.add(new Mention(single.names(), text, scalar.at()));
        }
    }

    private void secret(YamlScalar scalar, String what) {
        if (!REFERENCE.matcher(scalar.text()).matches()) {
            problems.error(
                    scalar.at(),
                    HomeCode.LITERAL_SECRET.code(),
                    what + " is a secret and must not stand in a file; write secret:NAME, env:NAME or file:PATH");
        }
    }

    private void reference(YamlScalar scalar, Shape.Single single, String what) {
        if (!single.references()) {
            problems.error(
                    scalar.at(), HomeCode.WRONG_REFERENCE.code(), what + " takes no reference; write the value itself");
        } else if (!REFERENCE.matcher(scalar.text()).matches()) {
            problems.error(
                    scalar.at(),
                    HomeCode.WRONG_REFERENCE.code(),
                    what + " is no whole reference; write secret:NAME, env:NAME or file:PATH and nothing else");
        }
    }

    private void unknownWord(Position at, String text, List<String> words, String what) {
        problems.error(
                at,
                HomeCode.WRONG_WORD.code(),
                "'" + Finding.cut(text) + "' is no " + what + " (" + names(words) + ")" + Nearest.hint(text, words));
    }

    private void wrongNode(YamlNode node, String what, String wanted) {
        problems.error(node.at(), HomeCode.WRONG_NODE.code(), what + " is a " + node.word() + "; write " + wanted);
    }

    private static String word(Shape shape) {
        if (shape instanceof Shape.Single single) {
            return single.words().isEmpty()
                    ? "one value (" + single.type().words() + ")"
                    : "one of " + names(single.words());
        }
        if (shape instanceof Shape.Items items) {
            return "a list: [" + word(items.item()) + ", ...]";
        }
        return shape instanceof Shape.Fields fields
                ? "a map of " + names(fields.settings().keySet())
                : "a map";
    }

    private static String names(Collection<String> names) {
        var all = new ArrayList<>(names);
        return all.size() <= 14 ? String.join(", ", all) : String.join(", ", all.subList(0, 14)) + ", ...";
    }
}
