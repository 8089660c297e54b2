package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.fields;

import java.util.ArrayList;
import java.util.Arrays;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;

/** {@code config/environments/<name>.yaml}: a patch on the tree of config/. */
final class EnvironmentFile {
    static final String FOLDER = "config/environments/";

    /** Keys that are folders or files of config/ and no keys of hub.yaml. */
    static final String SOURCES = "sources";

    static final String CHANNELS = "channels";
    static final String MODEL = "model";
    static final String QUALITY = "quality";
    static final String ACCOUNTS = "accounts";
    static final String BRANDS = "brands";
    /** Stands for every channel. */
    static final String ALL = "*";

    static final Shape.Fields SHAPE = fields("an environment", settings());

    static final FileKind KIND = new FileKind(
            "environment",
            FOLDER + "<name>.yaml",
            "A patch on the tree of config/, chosen with --env: addresses, secret references, modes, schedules. The keys of hub.yaml stand"
                    + " at the top; null removes.",
            SHAPE,
            FileKind.Mode.PATCH);

    private EnvironmentFile() {}

    private static Setting[] settings() {
        var settings = new ArrayList<>(Arrays.asList(HubFile.SETTINGS));
        settings.add(of(SOURCES, by(NameOf.SOURCE, SourceFile.SHAPE), "Patches of sources by name."));
        settings.add(of(
                        CHANNELS,
                        by(NameOf.CHANNEL, ChannelFile.SHAPE),
                        "Patches of channels by name; `\"*\"` = every channel, applied first.")
                .like("{ \"*\": { mode: shadow } }"));
        settings.add(of(
                MODEL,
                fields(
                        "the model in an environment",
                        of("products", ModelFiles.PRODUCTS_SHAPE, "Patch of config/model/products.yaml."),
                        of("prices", PricesFile.SHAPE, "Patch of config/model/prices.yaml."),
                        of("assortments", AssortmentsFile.SHAPE, "Patch of config/model/assortments.yaml.")),
                "Patches of config/model/."));
        settings.add(of(QUALITY, Shape.byName(QualityKind.SHAPE), "Patches of config/quality/ by file name."));
        settings.add(of(ACCOUNTS, by(NameOf.ACCOUNT, AccountFile.SHAPE), "Patches of accounts by name."));
        settings.add(of(BRANDS, by(NameOf.BRAND, BrandFile.SHAPE), "Patches of brands by name."));
        return settings.toArray(Setting[]::new);
    }
}
