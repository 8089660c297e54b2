package org.caravanserai.home;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.home.setting.FileKind;

/** The kinds of files this package reads, in the order of the reference page. */
public final class FileKinds {
    private FileKinds() {}

    /** All of them. Maps, gates and tests are declared by the mapping package. */
    public static List<FileKind> all() {
        var kinds = new ArrayList<FileKind>();
        kinds.add(HubFile.KIND);
        kinds.add(EnvironmentFile.KIND);
        kinds.addAll(ModelFiles.KINDS);
        kinds.add(PricesFile.KIND);
        kinds.add(AssortmentsFile.KIND);
        kinds.add(SourceFile.KIND);
        kinds.add(ChannelFile.KIND);
        kinds.add(QualityKind.KIND);
        kinds.add(BrandFile.KIND);
        kinds.add(AccountFile.KIND);
        kinds.add(AccountFile.PACKS_KIND);
        kinds.add(ConnectorFile.KIND);
        return List.copyOf(kinds);
    }

    /** The kind of the file at this path, empty when this package does not declare it. */
    public static Optional<FileKind> of(String path) {
        var name = Schemas.of(path);
        return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
