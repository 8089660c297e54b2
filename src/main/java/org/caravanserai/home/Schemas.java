package org.caravanserai.home;

/** Which JSON Schema belongs to a file, by its path. */
final class Schemas {
    private Schemas() {}

    /** Short name of the file kind, null when the file is none of ours or Camel's. */
    static String of(String path) {
        if (!path.endsWith(".yaml")) {
            return null;
        }
        if (path.equals(HubFile.PATH)) {
            return "hub";
        }
        if (path.equals(ModelFiles.CORE)) {
            return "core-model";
        }
        if (path.equals(AccountFile.PACKS)) {
            return "packs";
        }
        return path.startsWith("config/") ? ofConfig(path) : ofOther(path);
    }

    private static String ofConfig(String path) {
        return switch (path) {
            case ModelFiles.PRODUCTS -> "model";
            case PricesFile.PATH -> "prices";
            case AssortmentsFile.PATH -> "assortments";
            default ->
                switch (path.split("/")[1]) {
                    case "environments" -> "environment";
                    case "model" -> "kind-model";
                    case "sources" -> "source";
                    case "channels" -> "channel";
                    case "quality" -> "quality";
                    case "accounts" -> "account";
                    case "brands" -> "brand";
                    default -> null;
                };
        };
    }

    private static String ofOther(String path) {
        if (path.endsWith("/connector.yaml")) {
            return "connector";
        }
        if (path.endsWith(".map.yaml")) {
            return "map";
        }
        if (path.endsWith(".gate.yaml")) {
            return "gate";
        }
        if (path.matches("connectors/[^/]+/recordings/[^/]+\\.yaml")) {
            return "recording";
        }
        return path.endsWith(".test.yaml") ? "test" : null;
    }
}
