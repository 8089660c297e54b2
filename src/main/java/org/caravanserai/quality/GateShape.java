package org.caravanserai.quality;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.byName;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;

/** The keys of gates, for the JSON Schema and the reference page; a test holds them together with those {@link Gate} takes. */
public final class GateShape {
    static final Setting[] KEYS = {
        of("title", text(), "Name for people."),
        of("where", Shape.of(ValueType.EXPRESSION), "Which records the rule is for; all when absent.")
                .like("\"family in ['hammers']\""),
        of("require", Shape.of(ValueType.EXPRESSION), "What must hold; undecided counts as broken.")
                .needed()
                .like("has(packaging.BX.quantity)"),
        of("severity", words("block", "warn"), "`block` holds the record back.")
                .otherwise("block")
                .like("warn"),
        of("owner", Shape.nameOf(NameOf.TEAM), "Team that mends it.").like("catalogue"),
        of("fix", text(), "How to mend it, in words.").like("Add a photo of 800 pixels or more")
    };

    /** The kind of file. */
    public static final FileKind KIND = new FileKind(
            "gate",
            "mappings/<system>/<record>-out.gate.yaml",
            "What must hold before a record goes to a channel: who mends it and how.",
            fields(
                    "a gate",
                    of("rules", byName(fields("a rule", KEYS)), "Rules by name.")
                            .needed()),
            FileKind.Mode.WHOLE);

    private GateShape() {}
}
