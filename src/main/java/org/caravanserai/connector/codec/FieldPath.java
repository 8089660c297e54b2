package org.caravanserai.connector.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Name of a field as a path: {@code price.amount}, {@code translations[languageCode=fr].name}, {@code price[0].net}, {@code price.@currency}.
 *
 * @param steps in order, at least one
 */
record FieldPath(List<Step> steps) {
    private static final Pattern STEP =
            Pattern.compile("([^.\\[\\]=]+)(?:\\[(?:([0-9]{1,4})|([^=\\[\\]]+)=([^\\[\\]]*))])?(?:\\.(?=.)|$)");

    /**
     * One step.
     *
     * @param index entry of a list, -1 = none
     * @param key field that picks the entry of a list, null = none
     * @param value of that field
     */
    record Step(String name, int index, String key, String value) {
        boolean plain() {
            return index < 0 && key == null;
        }
    }

    static FieldPath of(String name) {
        var steps = new ArrayList<Step>();
        var step = STEP.matcher(name);
        int from = 0;
        while (from < name.length() && step.find(from) && step.start() == from) {
            int index = step.group(2) == null ? -1 : Integer.parseInt(step.group(2));
            steps.add(new Step(step.group(1), index, step.group(3), step.group(4)));
            from = step.end();
        }
        if (from < name.length() || steps.isEmpty()) {
            throw CannotEncode.channel("the field name " + Values.shown(name)
                    + " is no path; write a.b, list[0].b or list[key=value].b, and @name for an attribute");
        }
        return new FieldPath(steps);
    }

    /** True for fields that serve placeholders only. */
    boolean hidden() {
        return steps.get(0).name().startsWith("_");
    }
}
