package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random well-typed conditions over t1 t2 (text), i1 i2 (integer), b1 b2 (boolean), li lt (lists), ls (a list of
 * {t, i}).
 */
final class Generator {
    static final String[] TEXTS = {"a", "ab", "abc", "b", "ba", "GL-200-9", "GL-20", "x y", "7", "\u00e9t\u00e9"};
    private static final String[] PATTERNS = {
        "a",
        "^a",
        "b$",
        "^ab$",
        "^[a-z]+$",
        "^[A-Z]{2}-[0-9]+",
        "(?i)gl",
        "^(a|b)+$",
        "[^a]",
        "^.{2}$",
        "\\\\d",
        "^GL-[0-9]{1,3}(-9)?$"
    };

    private final Random random;
    private final List<String> texts = new ArrayList<>(List.of("t1", "t2"));
    private final List<String> integers = new ArrayList<>(List.of("i1", "i2"));
    private final List<String> fields = new ArrayList<>();
    private int lists;

    Generator(Random random) {
        this.random = random;
    }

    String condition(int depth) {
        if (depth == 0) {
            return one("b1", "b2", "true", "false", "not b1", "has(t1)", "has(i2)", "has(b2)");
        }
        return switch (random.nextInt(14)) {
            case 0, 1 -> "(" + condition(depth - 1) + one(" and ", " && ") + condition(depth - 1) + ")";
            case 2, 3 -> "(" + condition(depth - 1) + one(" or ", " || ") + condition(depth - 1) + ")";
            case 4 -> one("not ", "!") + "(" + condition(depth - 1) + ")";
            case 5, 6 -> text(depth - 1) + one(" = ", " == ", " != ", " < ", " >= ") + text(depth - 1);
            case 7, 8 -> integer(depth - 1) + one(" = ", " != ", " < ", " <= ", " > ", " >= ") + integer(depth - 1);
            case 9 -> text(depth - 1) + one(" in ", " not in ") + "['a', 'GL-20', 'x y']";
            case 10 ->
                integer(depth - 1)
                        + one(" in ", " not in ")
                        + one("[1, 2, 3]", "[7]", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
            case 11 -> text(depth - 1) + "." + one("startsWith", "endsWith", "contains") + "(" + text(0) + ")";
            case 12 -> text(depth - 1) + ".matches('" + one(PATTERNS) + "')";
            default -> walk(depth);
        };
    }

    private String walk(int depth) {
        if (lists == 3) {
            return fields.isEmpty() ? "b1" : "has(" + fields.get(random.nextInt(fields.size())) + ")";
        }
        var variable = "v" + lists++;
        var call = one(".exists(", ".all(") + variable + ", ";
        var list = one("li", "lt", "ls");
        var oldTexts = List.copyOf(texts);
        var oldIntegers = List.copyOf(integers);
        var oldFields = List.copyOf(fields);
        switch (list) {
            case "li" -> integers.add(variable);
            case "lt" -> texts.add(variable);
            default -> {
                integers.add(variable + ".i");
                texts.add(variable + ".t");
                fields.addAll(List.of(variable + ".i", variable + ".t"));
            }
        }
        var written = list + call + condition(depth - 1) + ")";
        restore(texts, oldTexts);
        restore(integers, oldIntegers);
        restore(fields, oldFields);
        lists--;
        return written;
    }

    private static void restore(List<String> list, List<String> old) {
        list.clear();
        list.addAll(old);
    }

    private String text(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextInt(3) == 0 ? "'" + one(TEXTS) + "'" : texts.get(random.nextInt(texts.size()));
        }
        return random.nextInt(3) > 0
                ? "(" + text(depth - 1) + " + " + text(depth - 1) + ")"
                : "(" + condition(depth - 1) + " ? " + text(depth - 1) + " : " + text(depth - 1) + ")";
    }

    private String integer(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextInt(3) == 0
                    ? String.valueOf(random.nextInt(10))
                    : integers.get(random.nextInt(integers.size()));
        }
        return switch (random.nextInt(7)) {
            case 0 -> "size(" + text(depth - 1) + ")";
            case 6 -> "int(" + one("t1", "t2", "'7'") + ")";
            case 1 -> one("li", "lt", "ls") + ".size()";
            case 2 -> "(" + condition(depth - 1) + " ? " + integer(depth - 1) + " : " + integer(depth - 1) + ")";
            case 3 -> "-" + "(" + integer(depth - 1) + ")";
            default -> "(" + integer(depth - 1) + one(" + ", " - ", " * ") + integer(depth - 1) + ")";
        };
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
