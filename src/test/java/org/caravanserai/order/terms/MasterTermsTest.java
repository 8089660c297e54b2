package org.caravanserai.order.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.order.Terms;
import org.caravanserai.order.Terms.Item;
import org.caravanserai.parser.Problem;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may buy what at which price, as files and master say it. */
class MasterTermsTest {
    private static final String PUNCHOUT = org.caravanserai.order.Incoming.PUNCHOUT;

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-12-31T22:59:59Z");
    private Home home;
    private Database database;
    private Master master;
    private MasterTerms terms;

    @BeforeEach
    void open() {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/prices.yaml", """
                priceLists:
                  p26: { source: erp }
                  p27: { source: erp, validFrom: 2027-01-01, replaces: p26 }
                  a26: { base: p26, discounts: { grid: g, level: A } }
                  a: { base: p27, discounts: { grid: g, level: A }, validFrom: 2027-01-01, replaces: a26 }
                  b: { base: p27, discounts: { grid: g, level: B } }
                  b2: { base: p27, discounts: { grid: g, level: B } }
                  gross: { source: erp, vat: included }
                grids: { g: { table: discounts, row: discountGroup, column: level } }
                """);
        write("mappings/tables/discounts.csv", "discountGroup;A;B\nGANT;20;10\n");
        write("config/model/assortments.yaml", """
                gloves: { where: "status = 'active' and discountGroup = 'GANT'" }
                gloves-of-acme: { where: "inAssortment('gloves') and account = 'acme'", contractOf: C-1 }
                """);
        account("acme", "company: C-1\nassortment: gloves-of-acme");
        account("open", "company: C-2");
        account("nobody", "assortment: gloves");
        account("gone", "company: C-404");
        write("config/channels/market.yaml", """
                system: feed
                assortment: gloves
                prices: { list: p27 }
                streams: {}
                """);
        home = Home.read(folder, null, Library.ofClassPath());
        database = Database.open(TestDatabases.settings(Dialect.H2), clock);
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        terms = new MasterTerms(() -> home, master, clock);
        company("C-1", "priceList", "a", "contractSkus", List.of("G-9", "OLD", "MODEL"));
        company("C-2", "level", "A", "discount", "5");
        product("G-9", "status", "active", "discountGroup", "GANT", "orderUnit", "PR", "packaging", boxes("12"));
        product("G-8", "status", "active", "discountGroup", "GANT");
        product("OLD", "status", "retired", "discountGroup", "GANT");
        product("MODEL", "status", "active", "discountGroup", "GANT", "family", "f", "variants", "size");
        offer(
                "G-9",
                price("p26", "1", "1", "10.00", "PR"),
                price("p27", "1", "1", "12.00", "PR"),
                price("p27", "10", "1", "11.00", "PR"),
                price("p27", "10", "1", "96.00", "CT"),
                price("p27", "5", "1", "120.00", "BX"),
                price("gross", "1", "1", "20.00", "PR"));
        offer("G-8", price("p27", "1", "1000", "4.55", null));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theBuyerOfAnAccountIsItsCompanyWhateverTheOrderSays() {
        assertThat(ask(PUNCHOUT, "acme", "C-1", "G-9")).get().satisfies(found -> {
            assertThat(found.number()).isEqualTo("C-1");
            assertThat(found.barred()).isNull();
            assertThat(found.creditHold()).isNull();
        });
        assertThat(ask(PUNCHOUT, "acme", "C-2", "G-9"))
                .get()
                .satisfies(found -> assertThat(found.number()).isEqualTo("C-1"))
                .extracting(Terms.Customer::barred)
                .isEqualTo("account acme orders for C-1, not for 'C-2'");
        assertThat(ask(PUNCHOUT, "nobody", "C-1", "G-9"))
                .as("an account without company")
                .isEmpty();
        assertThat(ask(PUNCHOUT, "gone", "C-404", "G-9")).as("no such company").isEmpty();
        assertThat(ask(PUNCHOUT, "stranger", "C-1", "G-9"))
                .as("no such account")
                .isEmpty();
        assertThat(ask("api", "", "C-2", "G-9"))
                .get()
                .extracting(Terms.Customer::number)
                .isEqualTo("C-2");
        assertThat(ask("api", "", "c-2", "G-9")).isEmpty();
    }

    @Test
    void whoIsClosedMayNotOrderAndWhoIsOnCreditHoldWaits() {
        company("C-1", "active", false, "creditHold", true);
        assertThat(ask(PUNCHOUT, "acme", "C-1", "G-9")).get().satisfies(found -> {
            assertThat(found.barred()).isEqualTo("customer C-1 is closed");
            assertThat(found.creditHold()).isEqualTo("company C-1 is on credit hold");
        });
        company("C-1", "active", true, "creditHold", false);
        assertThat(ask(PUNCHOUT, "acme", "C-1", "G-9")).get().satisfies(found -> {
            assertThat(found.barred()).isNull();
            assertThat(found.creditHold()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        // account, article, what becomes of it
        "acme, G-9, Sold",
        "acme, G-8, Outside", // no part of the contract
        "acme, OLD, Outside", // in the contract, but not in the assortment
        "acme, MODEL, Unknown", // its variants are sold, not it
        "acme, G-404, Unknown",
        "open, G-8, Sold",
        "open, OLD, Outside",
    })
    void anArticleIsSoldUnknownOrNotForThisBuyer(String account, String sku, String expected) {
        assertThat(item(account, sku, "1", "EA").getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aContractIsWhatTheCompanyHasTodayAndOneOfNobodyHoldsNothing() {
        company("C-1", "contractSkus", List.of("G-8"));
        assertThat(item("acme", "G-8", "1", "EA")).isInstanceOf(Item.Sold.class);
        assertThat(item("acme", "G-9", "1", "PR")).isInstanceOf(Item.Outside.class);
        company("C-1", "priceList", "a");
        assertThat(item("acme", "G-8", "1", "EA")).isInstanceOf(Item.Outside.class);
    }

    @ParameterizedTest
    @CsvSource({
        // account, article, quantity, unit, price as quoted, for so much
        "acme, G-9, 1, PR, 8.00, 1 PR", // the list before it: 10.00 less 20 %
        "open, G-9, 1, PR, 7.60, 1 PR", // less 5 %
    })
    void aPriceIsThatOfTheListOfTheDayLessTheDiscount(
            String account, String sku, BigDecimal quantity, String unit, String amount, String per) {
        assertThat(price(account, sku, quantity, unit)).isEqualTo(quoted(amount, per));
    }

    @ParameterizedTest
    @CsvSource({
        "1, PR, 9.60, 1 PR",
        "9, PR, 9.60, 1 PR",
        "10, PR, 8.80, 1 PR",
        "1, BX, 8.80, 1 PR", // a box is twelve pairs
        "5, BX, 96.00, 1 BX", // 60 pairs: the price by the box
        "60, PR, 96.00, 1 BX",
        "1000, PR, 96.00, 1 BX", // nothing is sold by the carton: its price is none
    })
    void theBreakIsTheOneThatSoManyPiecesReach(BigDecimal quantity, String unit, String amount, String per) {
        clock.pass(Duration.ofSeconds(1)); // midnight in Paris: the lists of 2027 hold
        assertThat(price("acme", "G-9", quantity, unit)).isEqualTo(quoted(amount, per));
    }

    @Test
    void smallPricesStayAsTheyAreQuoted() {
        clock.pass(Duration.ofSeconds(1));
        assertThat(price("open", "G-8", BigDecimal.ONE, "EA")).isEqualTo(quoted("3.46", "1000 EA"));
    }

    @Test
    void unitsAreThoseOfTheArticle() {
        assertThat(sold(item("open", "G-9", "1", "PR")).units())
                .isEqualTo(Map.of("PR", BigDecimal.ONE, "BX", new BigDecimal("12")));
        assertThat(sold(item("open", "G-8", "1", "PR")).units()).isEqualTo(Map.of("EA", BigDecimal.ONE));
        assertThat(sold(item("open", "G-9", "1", "EA")).price())
                .as("what a pair of gloves costs by the piece nobody knows")
                .isNull();
        product("G-7", "status", "active", "orderUnit", "BX", "packaging", boxes("12"));
        assertThat(sold(item("open", "G-7", "1", "BX")).units())
                .isEqualTo(Map.of("EA", BigDecimal.ONE, "BX", new BigDecimal("12")));
        product("G-6", "status", "active", "orderUnit", "PR", "packaging", boxes("0"));
        assertThat(sold(item("open", "G-6", "1", "PR")).units()).isEqualTo(Map.of("PR", BigDecimal.ONE));
    }

    @ParameterizedTest
    @CsvSource({
        // what is said of the company                 price of a pair
        "priceList p26,                                10.00",
        "priceList p26 discount 10,                    9.00",
        "priceList a level B,                          8.00", // what is named counts
        "priceList gross,                              ", // contains VAT: nothing net is agreed
        "priceList no-such level A,                    ",
        "level A,                                      8.00", // a26 is followed by a: one line of lists
        "level B,                                      ", // two lists are made for it
        "level C,                                      ",
        "discount 10,                                  ",
        "priceList p26 discount 101,                   ",
        "priceList p26 discount -1,                    ",
    })
    void whatACompanyPaysIsSaidByItsListItsLevelAndItsDiscount(String said, String expected) {
        var words = said.strip().split(" ");
        company("C-2", (Object[]) words);
        var price = sold(item("open", "G-9", "1", "PR")).price();
        assertThat(price == null ? null : price.amount().amount().toPlainString())
                .isEqualTo(expected == null ? null : expected.strip());
    }

    @Test
    void aChannelSellsItsAssortmentByItsList() {
        company("C-2", "level", "A", "discount", "50");
        var found = ask("market", "", "C-2", "G-9", "OLD").orElseThrow();
        assertThat(sold(found.items().get(0)).price()).isEqualTo(quoted("10.00", "1 PR"));
        assertThat(found.items().get(1)).isInstanceOf(Item.Outside.class);
    }

    @Test
    void anotherHomeCountsFromTheNextOrderOn() {
        assertThat(item("open", "G-9", "1", "PR")).isInstanceOf(Item.Sold.class);
        account("open", "company: C-2\nassortment: nothing");
        write("config/model/assortments.yaml", "nothing: { where: \"status = 'draft'\" }\n");
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(item("open", "G-9", "1", "PR")).isInstanceOf(Item.Outside.class);
    }

    @Test
    void anAssortmentThatIsWrongSellsNothingAndCheckSaysWhy() {
        assertThat(new AccountRules().check(home)).as("this home is right").isEmpty();
        write("config/model/assortments.yaml", """
                gloves: { where: "status = 'active'" }
                gloves-of-acme: { where: "colr = 'red'" }
                """);
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(new AccountRules().check(home)).singleElement().satisfies(problem -> {
            assertThat(problem.text()).contains("there is no 'colr' here");
            assertThat(problem.position().file()).isEqualTo("config/model/assortments.yaml");
            assertThat(problem.position().line()).isEqualTo(2);
        });
        assertThat(item("acme", "G-9", "1", "PR")).isInstanceOf(Item.Outside.class);
    }

    @Test
    void theContractOfSomebodyIsNoAssortmentInsideAnother() {
        write("config/model/assortments.yaml", """
                gloves: { where: "inAssortment('gloves-of-acme')" }
                gloves-of-acme: { contractOf: C-1 }
                """);
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(new AccountRules().check(home))
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).contains("only accounts have contracts"));
        assertThat(item("nobody", "G-9", "1", "PR")).isNull();
        assertThat(item("acme", "G-9", "1", "PR")).isInstanceOf(Item.Sold.class);
    }

    private Optional<Terms.Customer> ask(String source, String account, String customer, String... skus) {
        var lines = IntStream.range(0, skus.length)
                .mapToObj(i -> OrderLine.of(String.valueOf(i + 1), skus[i], new Quantity(BigDecimal.ONE, "PR"), null))
                .toList();
        return terms.customer(source, account, Order.of("PO-1", customer, "EUR", lines, null));
    }

    /** Null when nobody buys. */
    private Item item(String account, String sku, String quantity, String unit) {
        var line = OrderLine.of("1", sku, new Quantity(new BigDecimal(quantity), unit), null);
        return terms.customer(PUNCHOUT, account, Order.of("PO-1", "C-1", "EUR", List.of(line), null))
                .map(found -> found.items().get(0))
                .orElse(null);
    }

    private static Item.Sold sold(Item item) {
        assertThat(item).isInstanceOf(Item.Sold.class);
        return (Item.Sold) item;
    }

    private Price price(String account, String sku, BigDecimal quantity, String unit) {
        return sold(item(account, sku, quantity.toPlainString(), unit)).price();
    }

    private static Price quoted(String amount, String per) {
        var parts = per.strip().split(" ");
        return new Price(
                new Money(new BigDecimal(amount.strip()), "EUR"), new Quantity(new BigDecimal(parts[0]), parts[1]));
    }

    private static Map<String, Object> boxes(String pieces) {
        return Map.of("BX", Map.of("quantity", pieces));
    }

    private static Map<String, Object> price(String list, String from, String basis, String amount, String unit) {
        var price = values("list", list, "minQuantity", from, "basis", basis, "amount", amount, "currency", "EUR");
        if (unit != null) {
            price.put("unit", unit);
        }
        return price;
    }

    @SafeVarargs
    private void offer(String sku, Map<String, Object>... prices) {
        take(new Document(Kind.OFFERS, sku, values("prices", List.of(prices))));
    }

    private void product(String sku, Object... fields) {
        take(new Document(Kind.PRODUCTS, sku, values(fields)));
    }

    /** What is not said is cleared. */
    private void company(String number, Object... fields) {
        var values = values("name", number);
        for (var cleared : List.of("priceList", "level", "discount", "contractSkus", "active", "creditHold")) {
            values.put(cleared, null);
        }
        values.putAll(values(fields));
        take(new Document(Kind.COMPANIES, number, values));
    }

    private static Map<String, Object> values(Object... fields) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put((String) fields[i], fields[i + 1]);
        }
        return values;
    }

    private void take(Document document) {
        assertThat(master.intake()
                        .take(Delivery.byKey("erp", document.kind(), 1), List.of(Incoming.of(document)))
                        .toString())
                .doesNotContain("Refused");
    }

    private void account(String name, String more) {
        write(
                "config/accounts/" + name + ".yaml",
                more + "\nproduction: { identity: { domain: DUNS, value: " + name + " }, secret: secret:" + name
                        + ", returnHosts: [buyer.example] }\n");
    }

    private void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
