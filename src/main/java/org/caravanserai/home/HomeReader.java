package org.caravanserai.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Mention;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.TreeCheck;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/** Reads a home from the library up to the environment and checks it across files. One use. */
final class HomeReader {
    private final Path folder;
    private final String environment;
    private final Library library;
    private final Problems problems = new Problems();
    private final List<Mention> mentions = new ArrayList<>();

    HomeReader(Path folder, String environment, Library library) {
        this.folder = folder.toAbsolutePath().normalize();
        this.environment = environment;
        this.library = library;
    }

    Home read() {
        if (!Home.isHome(folder)) {
            throw new Home.NoHome(folder);
        }
        var overlay = Overlay.of(folder, library, problems);
        var files = overlay.files();
        places(files.values());
        if (!files.containsKey(HubFile.PATH)) {
            problems.error(
                    Position.of(HubFile.PATH),
                    HomeCode.MISSING_KEY.code(),
                    "the file is missing; it names the company, its locales and currency");
        }
        var tree = new ConfigTree(files, environment(files), problems);
        environments(files);
        var connectors = connectors(files.values());
        var tables = PartnerTableFile.declared(new TableReader(problems).read(files.values()), connectors);

        var company = company(tree.hub());
        var products = checked(tree.model(ModelFiles.PRODUCTS, "products"), ModelFiles.PRODUCTS_SHAPE);
        var model = model(files, products, tree, tables, company);
        var prices =
                PricesFile.read(checked(tree.model(PricesFile.PATH, "prices"), PricesFile.SHAPE), company.currency());
        var assortments = AssortmentsFile.read(checked(tree.assortments(), AssortmentsFile.SHAPE));
        var maps = index(files.values(), ".map.yaml");
        var gates = index(files.values(), ".gate.yaml");
        var sources = sources(tree, connectors);
        var channels = channels(tree, company, prices, connectors, maps, gates);
        var quality = quality(tree, company);
        var accountsReader = new AccountsReader(files.get(AccountFile.PACKS), tree, problems, mentions);
        var accounts = accountsReader.read(tables, connectors, maps.keySet());
        var brands = BrandFile.read(tree, company, files, problems, mentions);
        var routes = new RouteReader(files.values(), connectors, problems);
        var kamelets = routes.kamelets();
        var routeFiles = routes.routes(kamelets);

        mentions(
                company,
                model,
                prices,
                assortments,
                tables,
                names(files.values(), "sources"),
                names(files.values(), "channels"),
                names(files.values(), "brands"),
                accountsReader.names(names(files.values(), "accounts")),
                connectors.keySet(),
                files.values().stream()
                        .filter(file -> file.tree() == null)
                        .map(HomeFile::path)
                        .toList());
        new ModelCheck(company, model, prices, tables, problems)
                .check(
                        tree.effective().get(HubFile.PATH),
                        products,
                        purposes(names(files.values(), "channels"), connectors.keySet()));
        across(tree, company, connectors, model, sources, channels, maps, gates, hubType(files));
        descriptors(connectors, kamelets);
        operations(files.values(), connectors, maps);
        calls(routeFiles, kamelets, connectors);
        return new Home(
                folder,
                environment,
                company,
                model,
                prices,
                assortments,
                Collections.unmodifiableMap(sources),
                Collections.unmodifiableMap(channels),
                Collections.unmodifiableMap(quality),
                accounts,
                brands,
                Collections.unmodifiableMap(connectors),
                tables,
                routeFiles,
                kamelets,
                maps,
                gates,
                index(files.values(), ".test.yaml"),
                Collections.unmodifiableMap(new LinkedHashMap<>(tree.effective())),
                Collections.unmodifiableMap(files),
                overlay.replaced(),
                distinct());
    }

    private void places(Collection<HomeFile> files) {
        var places = new Places(problems);
        for (var file : files) {
            places.check(file);
            var schema = Schemas.of(file.path());
            if (schema != null) {
                places.schemaLine(file, schema);
            }
        }
    }

    private YamlMap environment(Map<String, HomeFile> files) {
        if (environment == null) {
            return null;
        }
        var file = files.get(EnvironmentFile.FOLDER + environment + ".yaml");
        if (file == null) {
            var known = files.values().stream()
                    .filter(one -> one.path().startsWith(EnvironmentFile.FOLDER))
                    .map(HomeFile::name)
                    .toList();
            problems.error(
                    Position.of(EnvironmentFile.FOLDER + environment + ".yaml"),
                    HomeCode.ENVIRONMENT.code(),
                    "there is no environment '" + environment + "'"
                            + (known.isEmpty()
                                    ? "; config/environments/ is empty"
                                    : "; there is " + String.join(", ", known)));
            return null;
        }
        return file.tree() instanceof YamlMap map ? map : null;
    }

    /** Every environment is checked for itself, so that a broken one is not found on the day it is needed. */
    private void environments(Map<String, HomeFile> files) {
        for (var file : files.values()) {
            if (file.path().startsWith(EnvironmentFile.FOLDER) && file.tree() != null) {
                new TreeCheck(problems, mentions, FileKind.Mode.PATCH).check(file.tree(), EnvironmentFile.SHAPE);
            }
        }
    }

    private YamlNode checked(YamlNode node, Shape shape) {
        new TreeCheck(problems, mentions, FileKind.Mode.WHOLE).check(node, shape);
        return node;
    }

    private Company company(YamlNode node) {
        return HubFile.read(node == null ? empty(HubFile.PATH) : checked(node, HubFile.SHAPE));
    }

    /** What hub.yaml alone says the installation is. */
    private static Company.Type hubType(Map<String, HomeFile> files) {
        var file = files.get(HubFile.PATH);
        return file == null || file.tree() == null
                ? Company.Type.PRODUCTION
                : HubFile.read(file.tree()).type();
    }

    private static YamlNode empty(String path) {
        return new YamlMap(Position.of(path), List.of());
    }

    private Map<String, Connector> connectors(Collection<HomeFile> files) {
        var connectors = new LinkedHashMap<String, Connector>();
        for (var file : files) {
            var parts = file.path().split("/");
            if (parts.length == 3
                    && file.path().startsWith("connectors/")
                    && parts[2].equals("connector.yaml")
                    && file.tree() != null) {
                connectors.put(parts[1], ConnectorFile.read(parts[1], checked(file.tree(), ConnectorFile.SHAPE)));
            }
        }
        return connectors;
    }

    private Model model(
            Map<String, HomeFile> files, YamlNode products, ConfigTree tree, Tables tables, Company company) {
        var core = files.get(ModelFiles.CORE);
        var reader = new ModelReader(tables, problems);
        if (core == null) {
            problems.error(
                    Position.of(ModelFiles.CORE),
                    HomeCode.MODEL.code(),
                    "the core model is missing: the library was not found");
        } else if (core.tree() != null) {
            reader.core(checked(core.tree(), ModelFiles.CORE_SHAPE));
        }
        for (var kind : Kind.values()) {
            if (kind != Kind.PRODUCTS) {
                reader.extend(kind, checked(tree.model(ModelFiles.path(kind), kind.word()), ModelFiles.KIND_SHAPE));
            }
        }
        return reader.extend(Kind.PRODUCTS, products).read(products, company.locales());
    }

    private Map<String, Source> sources(ConfigTree tree, Map<String, Connector> connectors) {
        var sources = new LinkedHashMap<String, Source>();
        tree.folder(EnvironmentFile.SOURCES)
                .forEach((name, node) ->
                        sources.put(name, SourceFile.read(name, checked(node, SourceFile.SHAPE), connectors)));
        return sources;
    }

    private Map<String, Channel> channels(
            ConfigTree tree,
            Company company,
            Prices prices,
            Map<String, Connector> connectors,
            Map<String, HomeFile> maps,
            Map<String, HomeFile> gates) {
        var reader = new ChannelReader(company, prices, connectors, maps.keySet(), gates.keySet());
        var channels = new LinkedHashMap<String, Channel>();
        tree.folder(EnvironmentFile.CHANNELS)
                .forEach((name, node) -> channels.put(name, reader.read(name, checked(node, ChannelFile.SHAPE))));
        return channels;
    }

    private Map<String, QualityFile> quality(ConfigTree tree, Company company) {
        var quality = new LinkedHashMap<String, QualityFile>();
        tree.folder(EnvironmentFile.QUALITY)
                .forEach((name, node) -> quality.put(
                        name, QualityKind.read(name, checked(node, QualityKind.SHAPE), company.mainLocale())));
        return quality;
    }

    private static Map<String, HomeFile> index(Collection<HomeFile> files, String suffix) {
        var index = new LinkedHashMap<String, HomeFile>();
        files.stream()
                .filter(file ->
                        file.path().startsWith("mappings/") && file.path().endsWith(suffix))
                .forEach(file -> index.put(file.name(), file));
        return Collections.unmodifiableMap(index);
    }

    /** Names of the files of a folder of config/, broken ones too: what refers to them is not wrong. */
    private static List<String> names(Collection<HomeFile> files, String folder) {
        return files.stream()
                .filter(file -> file.path().matches("config/" + folder + "/.*\\.yaml"))
                .map(HomeFile::name)
                .toList();
    }

    /** What {@code required} may name beside scopes. */
    private static List<String> purposes(Collection<String> channels, Collection<String> systems) {
        var names = new ArrayList<>(channels);
        names.addAll(systems);
        return names;
    }

    private void mentions(
            Company company,
            Model model,
            Prices prices,
            Assortments assortments,
            Tables tables,
            Collection<String> sources,
            Collection<String> channels,
            Collection<String> brands,
            Collection<String> accounts,
            Collection<String> connectors,
            Collection<String> unreadable) {
        var trusted = new ArrayList<>(sources);
        trusted.add(Source.STEWARD);
        new NameCheck(company, model, prices, assortments, tables)
                .with(NameOf.SOURCE, trusted)
                .with(NameOf.CHANNEL, channels)
                .with(NameOf.ACCOUNT, accounts)
                .with(NameOf.BRAND, brands)
                .with(NameOf.SYSTEM, connectors)
                .without(unreadable)
                .check(mentions, problems);
    }

    private void across(
            ConfigTree tree,
            Company company,
            Map<String, Connector> connectors,
            Model model,
            Map<String, Source> sources,
            Map<String, Channel> channels,
            Map<String, HomeFile> maps,
            Map<String, HomeFile> gates,
            Company.Type hubType) {
        var sourceCheck = new SourceCheck(connectors, model, maps.keySet(), problems);
        var channelCheck = new ChannelCheck(connectors, maps.keySet(), gates.keySet(), problems);
        boolean promised =
                environment != null && company.type() == Company.Type.TEST && hubType == Company.Type.PRODUCTION;
        var promise = new PromiseCheck(environment, problems);
        KafkaFile.check(
                company.kafka(), tree.effective().get(HubFile.PATH), promised ? promise.file() : null, problems);
        sources.forEach((name, source) -> {
            var node = tree.effective().get("config/sources/" + name + ".yaml");
            sourceCheck.check(source, node);
            if (promised) {
                promise.source(source, node);
            }
        });
        channels.forEach((name, channel) -> {
            var node = tree.effective().get("config/channels/" + name + ".yaml");
            channelCheck.check(channel, node);
            if (promised) {
                promise.channel(channel, node);
            }
        });
    }

    private void descriptors(Map<String, Connector> connectors, List<KameletFile> kamelets) {
        var names = kamelets.stream().map(KameletFile::name).toList();
        for (var connector : connectors.values()) {
            for (var stream : connector.streams().values()) {
                if (stream.kamelet() != null && !names.contains(stream.kamelet())) {
                    problems.error(
                            stream.position(),
                            HomeCode.KAMELET_UNKNOWN.code(),
                            "there is no Kamelet '" + stream.kamelet() + "' in connectors/"
                                    + Nearest.hint(stream.kamelet(), names));
                }
                if (stream.publishes() && connector.formats().isEmpty()) {
                    problems.error(
                            stream.position(),
                            HomeCode.MISSING_KEY.code(),
                            "a connector that publishes files needs the key 'formats'");
                }
                if (stream.ack() == Connector.Ack.COMPLETION && stream.ackReason() == null) {
                    problems.error(
                            stream.position(),
                            HomeCode.MISSING_KEY.code(),
                            "ack: completion needs 'why': the end of an exchange proves nothing by itself");
                }
            }
            for (var key : connector.required()) {
                if (!connector.connection().containsKey(key)) {
                    problems.error(
                            connector.position(),
                            HomeCode.UNKNOWN_NAME.code(),
                            "'" + key + "' is required and not declared in connection.properties"
                                    + Nearest.hint(key, connector.connection().keySet()));
                }
            }
        }
    }

    private void operations(Collection<HomeFile> files, Map<String, Connector> connectors, Map<String, HomeFile> maps) {
        for (var file : files) {
            var connector = connectors.get(file.path().replaceFirst("connectors/([^/]*)/connector\\.yaml", "$1"));
            if (connector != null && file.tree() instanceof YamlMap map) {
                new OperationCheck(connector, map, maps.keySet(), problems).check();
                ReadsFile.check(connector, map, problems);
                PartnerTableFile.check(connector, problems);
            }
        }
    }

    private void calls(List<RouteFile> routes, List<KameletFile> kamelets, Map<String, Connector> connectors) {
        for (var kamelet : kamelets) {
            if (connectors.containsKey(kamelet.system())) {
                new CallCheck(connectors.get(kamelet.system()), problems).check(kamelet.tree());
            }
        }
        for (var route : routes) {
            if (connectors.containsKey(route.system())) {
                new CallCheck(connectors.get(route.system()), problems).check(route.route());
            }
        }
    }

    /** What several checks found at one place is said once. */
    private List<Problem> distinct() {
        return problems.sorted().stream().distinct().toList();
    }
}
