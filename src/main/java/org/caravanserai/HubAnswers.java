package org.caravanserai;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.home.Answers;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.Listeners;
import org.caravanserai.order.Sender;
import org.caravanserai.order.Target;
import org.caravanserai.order.mail.MailAnswers;
import org.caravanserai.punchout.answer.CxmlAnswers;
import org.caravanserai.punchout.answer.SentAnswers;
import org.caravanserai.punchout.answer.Telling;
import org.caravanserai.punchout.cxml.Envelopes;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Back to whoever ordered: what buyers hear of their orders. */
@Configuration(proxyBeanMethods = false)
class HubAnswers {
    /** What the name of a test system ends with; names of accounts have no dot. */
    private static final String TEST = ".test";

    @Bean
    SentAnswers sentAnswers(Database database) {
        return new SentAnswers(database);
    }

    @Bean
    CxmlAnswers cxmlAnswers(
            CurrentHome home, Client client, Database database, PayloadIds ids, Happenings happenings, Clock clock) {
        var envelopes = new Envelopes(ids, clock, ZoneOffset.UTC);
        return new CxmlAnswers(home::get, client, database, envelopes, happenings, ids::host);
    }

    /** Accounts that name an address hear of their orders; each side of one is a target of its own, so that a test system that is down stops nobody else. */
    @Bean
    Listeners accountListeners(CxmlAnswers answers, Client client, Depots depots, CurrentHome home) {
        return new Accounts(answers, client, depots, home);
    }

    /** Channels whose partner is told nothing itself, with letters to whoever ordered there. */
    @Bean
    Listeners channelListeners(Depots depots, CurrentHome home) {
        return new Channels(depots, home);
    }

    private record Channels(Depots depots, CurrentHome homes) implements Listeners {
        private static final String LETTERS = ".letters";

        private static Optional<Answers> answers(Home home, String target) {
            var name = target.replaceFirst("\\.test$", "");
            return name.endsWith(LETTERS)
                    ? of(home, name.substring(0, name.length() - LETTERS.length()))
                    : Optional.empty();
        }

        /** A channel goes before a source of its name, as in orders. */
        private static Optional<Answers> of(Home home, String source) {
            return home.channel(source)
                    .map(channel -> Optional.ofNullable(channel.answers()))
                    .orElseGet(() -> home.source(source).map(Source::answers));
        }

        @Override
        public List<Target> targets(Home home) {
            var targets = new ArrayList<Target>();
            for (var one : Stream.concat(home.channels().keySet().stream(), home.sources().keySet().stream())
                    .distinct()
                    .toList()) {
                if (of(home, one).isPresent()) {
                    var name = one + LETTERS;
                    var letters = new MailAnswers(
                            homes::get, depots, () -> answers(homes.get(), name).map(Answers::mail));
                    Accounts.add(targets, name, false, Depots.LONGEST_LETTER, letters);
                    Accounts.add(targets, name, true, Depots.LONGEST_LETTER, letters);
                }
            }
            return targets;
        }

        @Override
        public Optional<String> listener(Home home, String source, String account, boolean test) {
            return of(home, source).map(answers -> source + LETTERS + (test ? TEST : ""));
        }

        @Override
        public boolean hears(Home home, String channel, String stream) {
            return answers(home, channel)
                    .map(told -> told.send().contains(stream))
                    .orElse(true);
        }
    }

    private record Accounts(CxmlAnswers answers, Client client, Depots depots, CurrentHome homes) implements Listeners {
        @Override
        public List<Target> targets(Home home) {
            var connector = home.connectors().get(CxmlAnswers.SYSTEM);
            var operation = connector == null ? null : connector.operations().get(CxmlAnswers.OPERATION);
            var targets = new ArrayList<Target>();
            for (var account : home.accounts().values()) {
                for (boolean test : new boolean[] {false, true}) {
                    var side = CxmlAnswers.side(account, test);
                    if (side.isPresent() && side.get().answers().mail() != null) {
                        add(targets, account.name(), test, Depots.LONGEST_LETTER, letters(account.name(), test));
                    } else if (side.isPresent() && operation != null) {
                        var longest = client.longest(operation);
                        add(targets, account.name(), test, longest, told -> tell(account.name(), test, told));
                    }
                }
            }
            return targets;
        }

        private Sender letters(String account, boolean test) {
            return new MailAnswers(
                    homes::get,
                    depots,
                    () -> Optional.ofNullable(homes.get().accounts().get(account))
                            .flatMap(one -> CxmlAnswers.side(one, test))
                            .map(side -> side.answers().mail()));
        }

        /** One at a time: what is said of an order arrives in its order. Both ways recognise what came before by its key. */
        private static void add(List<Target> targets, String account, boolean test, Duration longest, Sender sender) {
            for (var stream : List.of(Target.ORDER_STATUS, Target.SHIPMENTS)) {
                targets.add(new Target(
                        test ? account + TEST : account,
                        stream,
                        Capability.KEYED,
                        !test,
                        true,
                        false,
                        Duration.ZERO,
                        longest,
                        1,
                        sender));
            }
        }

        private Ack tell(String account, boolean test, Consignment consignment) {
            return answers.tell(new Telling(
                    account,
                    test,
                    consignment.key(),
                    consignment.head().id(),
                    consignment.order(),
                    request(consignment),
                    consignment.agreed(),
                    consignment.event()));
        }

        /** What is answered: a later message of the buyer, or the order. */
        private static String request(Consignment consignment) {
            return consignment.event() instanceof Confirmation said && said.request() != null
                    ? said.request()
                    : consignment.messageId();
        }

        @Override
        public Optional<String> listener(Home home, String source, String account, boolean test) {
            return source.equals(Incoming.PUNCHOUT)
                    ? Optional.ofNullable(home.accounts().get(account))
                            .filter(one -> CxmlAnswers.side(one, test).isPresent())
                            .map(one -> test ? account + TEST : account)
                    : Optional.empty();
        }

        @Override
        public boolean hears(Home home, String channel, String stream) {
            boolean test = channel.endsWith(TEST);
            var account = home.accounts().get(test ? channel.substring(0, channel.length() - TEST.length()) : channel);
            return account == null
                    || CxmlAnswers.side(account, test)
                            .map(side -> side.answers().send().contains(stream))
                            .orElse(true);
        }
    }
}
