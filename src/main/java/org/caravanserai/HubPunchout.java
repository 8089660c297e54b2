package org.caravanserai;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.component.servlet.ServletComponent;
import org.caravanserai.camel.HubComponent;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Master;
import org.caravanserai.order.Changes;
import org.caravanserai.order.Decided;
import org.caravanserai.order.Deletion;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Reason;
import org.caravanserai.order.Receipt;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.answer.SentAnswers;
import org.caravanserai.punchout.cxml.CxmlStatus;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.punchout.door.OciDoor;
import org.caravanserai.punchout.door.OneProduct;
import org.caravanserai.punchout.door.OrderDesk;
import org.caravanserai.punchout.door.Reception;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Forgetting;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.shop.Shelves;
import org.caravanserai.store.Database;
import org.caravanserai.store.Rounds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** Procurement systems of buyers: who they are, their visits, and the doors they come to. */
@Configuration(proxyBeanMethods = false)
class HubPunchout {
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** From this Status on a document was not taken. */
    private static final int REFUSED = 400;

    private final SecureRandom random = new SecureRandom();
    /** Camel finds its servlets by name in one table of the process, in which two hubs may live (tests do). */
    private final String servlet = "punchout-" + UUID.randomUUID();

    /** The accounts of the home as it is now; secrets are looked up once for each home. */
    static final class CurrentAccounts implements Supplier<Accounts> {
        private final CurrentHome homes;
        private volatile Known known;

        private record Known(Home home, Accounts accounts) {}

        CurrentAccounts(CurrentHome homes) {
            this.homes = homes;
        }

        @Override
        public Accounts get() {
            var home = homes.get();
            var last = known;
            if (last == null || last.home() != home) {
                last = new Known(home, Accounts.of(home.accounts().values(), home.secrets()));
                known = last;
            }
            return last.accounts();
        }
    }

    @Bean
    CurrentAccounts currentAccounts(CurrentHome home) {
        return new CurrentAccounts(home);
    }

    @Bean
    PayloadIds payloadIds(CurrentHome home, Clock clock) {
        return CxmlDoor.ids(clock, random, home.get().company().publicUrl());
    }

    @Bean
    Sessions sessions(Database database, CurrentAccounts accounts, PayloadIds ids) {
        return new Sessions(database, accounts, ids, random);
    }

    @Bean
    Forgetting forgetting(Database database, CurrentHome home) {
        return new Forgetting(database, home.get().company().timeZone());
    }

    @Bean
    Happenings happenings(Sessions sessions) {
        return new Happenings(sessions);
    }

    @Bean
    Reception reception(
            CurrentHome home,
            CurrentAccounts accounts,
            Sessions sessions,
            Happenings happenings,
            Environment environment,
            Clock clock) {
        // Known once the port is taken, and the same from then on.
        var own = SingletonSupplier.of(
                () -> HubBinding.address(environment, "server", environment.getRequiredProperty("local.server.port")));
        Supplier<String> base =
                () -> Optional.ofNullable(home.get().company().publicUrl()).orElseGet(own);
        return new Reception(home::get, accounts, sessions, new Answers(sessions), happenings, base, clock);
    }

    @Bean
    CxmlDoor cxmlDoor(Reception reception, PayloadIds ids, Orders orders, Master master, SentAnswers sent) {
        return new CxmlDoor(reception, ids, new BuyersDesk(orders, new Changes(orders), master, sent));
    }

    @Bean
    OciDoor ociDoor(Reception reception, ObjectProvider<Shelves> shelves, CurrentHome home) {
        var shop = shelves.getIfAvailable();
        var locale = home.get().company().locales().get(0);
        return new OciDoor(reception, shop == null ? null : new OneProduct(shop, locale), random);
    }

    /** Opens the doors before the routes behind them are loaded. A hub that lives for one command notes nothing. */
    @Bean
    Doors doors(HubComponent hub, CxmlDoor cxml, OciDoor oci, Sessions sessions, Environment environment) {
        hub.doors(cxml, oci);
        return new Doors(HubStandby.is(environment) ? null : Rounds.start("punchout-expiry", LOOK, sessions::expire));
    }

    /** @param expiry null = nobody looks */
    record Doors(Rounds expiry) implements AutoCloseable {
        @Override
        public void close() {
            if (expiry != null) {
                expiry.close();
            }
        }
    }

    /** What {@code servlet:} in a route of this hub means. */
    @Bean("servlet")
    ServletComponent servletComponent() {
        var component = new ServletComponent();
        component.setServletName(servlet);
        return component;
    }

    /** What {@code servlet:} routes of punch-out stand behind; nothing else is mapped here. */
    @Bean
    ServletRegistrationBean<CamelHttpTransportServlet> punchoutServlet() {
        var registration = new ServletRegistrationBean<>(new CamelHttpTransportServlet(), "/punchout/*");
        registration.setName(servlet);
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** Orders of buyers go to the flow that keeps them; the buyer hears of its own words only. */
    private record BuyersDesk(Orders orders, Changes changes, Master master, SentAnswers sent) implements OrderDesk {
        private static final String LOOKED_AT = "received; somebody looks at it before it is carried out";

        @Override
        public Reply take(Accounts.Known who, Order order, Paper paper) {
            return of(orders.accept(incoming(who, order, paper)));
        }

        @Override
        public Reply change(Accounts.Known who, Order order, boolean numbered, String previous, Paper paper) {
            return of(changes.change(incoming(who, order, paper), numbered, previous));
        }

        private static Incoming incoming(Accounts.Known who, Order order, Paper paper) {
            return new Incoming(Incoming.PUNCHOUT, who.account().name(), order, null, message(paper), paper.unread());
        }

        private static Incoming.Message message(Paper paper) {
            return Incoming.Message.of("cxml", paper.payloadId(), paper.came(), paper.masked());
        }

        private static Reply of(Receipt receipt) {
            if (receipt instanceof Receipt.Taken taken) {
                return new Taken(taken.held().isEmpty() ? null : LOOKED_AT);
            }
            if (receipt instanceof Receipt.Refused refused) {
                boolean unknown =
                        refused.reasons().stream().anyMatch(reason -> reason.code() == OrderCode.UNKNOWN_ORDER);
                return new Refused(
                        unknown ? CxmlStatus.EXPECTATION_FAILED : CxmlStatus.BAD_REQUEST,
                        refused.reasons().stream().map(Reason::toString).collect(Collectors.joining("; ")));
            }
            return receipt instanceof Receipt.Conflict conflict
                    ? new Refused(CxmlStatus.CONFLICT, conflict.reason().toString())
                    : new Refused(
                            CxmlStatus.CONFLICT,
                            ((Receipt.Outdated) receipt).reason().toString());
        }

        @Override
        public Reply delete(
                Accounts.Known who, String number, int version, boolean test, String previous, Paper paper) {
            var account = who.account().name();
            var decided = changes.delete(
                    new Deletion(Incoming.PUNCHOUT, account, number, version, test, message(paper)), previous);
            if (decided instanceof Decided.Done done) {
                var state = done.head().state();
                boolean over = state == OrderState.CANCELLED || state == OrderState.REJECTED;
                return new Taken(over ? null : LOOKED_AT);
            }
            if (decided instanceof Decided.Refused refused) {
                boolean senseless = refused.reason().code() == OrderCode.SENSELESS;
                return new Refused(
                        senseless ? CxmlStatus.BAD_REQUEST : CxmlStatus.CONFLICT,
                        refused.reason().toString());
            }
            return new Refused(
                    CxmlStatus.EXPECTATION_FAILED, "there is no order '" + Finding.cut(number) + "' of this account");
        }

        @Override
        public void unreadable(Accounts.Known who, String number, Paper paper, String why) {
            orders.unreadable(
                    Incoming.PUNCHOUT,
                    who.account().name(),
                    number == null ? "" : Finding.cut(number.strip()),
                    message(paper),
                    List.of(new Flaw("", why)));
        }

        @Override
        public void said(Accounts.Known who, String payloadId, int code, String text) {
            var account = who.account().name();
            sent.byPayload(account, payloadId)
                    .ifPresent(document -> orders.heard(
                            document.orderId(),
                            account,
                            (document.kind() == SentAnswers.Kind.CONFIRMATION ? "confirmation '" : "ship notice '")
                                    + Finding.cut(document.document()) + "': " + text,
                            code >= REFUSED));
        }

        @Override
        public Optional<String> unit(String sku) {
            return master.goldens()
                    .byKey(Kind.PRODUCTS, sku)
                    .map(golden -> golden.document().values().get("orderUnit") instanceof String unit ? unit : "EA");
        }
    }
}
