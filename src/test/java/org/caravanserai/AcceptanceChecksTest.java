package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The acceptance checks of punch-out and orders, and the tests that hold each of them. A test that goes away takes its check with it, and is missed here. */
class AcceptanceChecksTest {
    /** Those of later stages: attachments, invoices, EDIFACT, BMEcat, Factur-X, UBL. */
    private static final Set<Integer> LATER = Set.of(21, 24, 27, 28, 29, 30);

    private static final String TABLE = """
            1  a set-up whose DOCTYPE cannot be reached        punchout.cxml.CxmlReaderTest#aDoctypeIsPassedOver PunchoutIT#nothingIsFetchedOrExpanded
            2  entities that read or multiply                  punchout.cxml.CxmlReaderTest#bombsAreRefusedAtOnce PunchoutIT#nothingIsFetchedOrExpanded punchout.door.DoorFuzzTest#documents
            3  wrong secret, unknown sender                    PunchoutIT#aWrongSecretAndAnUnknownSenderHearTheSame
            4  same payloadID, same bytes                      PunchoutIT#theSameDocumentGetsTheSameAnswerAndAnotherOneAConflict PunchoutOrderIT#anOrderIsTakenOnce punchout.session.AnswersTest#aDocumentThatComesFourTimesAtOnceOpensOneVisit
            5  same payloadID, other bytes                     PunchoutIT#theSameDocumentGetsTheSameAnswerAndAnotherOneAConflict punchout.session.AnswersTest#anotherDocumentUnderItsNumberIsAConflictSomebodySees
            6  Coupa 2008: order of children, time             punchout.cxml.CxmlSamplesTest#atOurAddress punchout.cxml.CxmlReaderTest#timesAreReadAsBuyersWriteThem PunchoutIT#samplesOfBuyersAreAnswered
            7  no DOCTYPE, blanks around address and cookie    punchout.cxml.CxmlReaderTest#blanksAreOfTheAddressNotOfTheCookie
            8  a marketplace among the names in From           punchout.cxml.CxmlReaderTest#aMarketplaceIsNoBuyerUnlessNobodyElseIsNamed
            9  a way back that is none of the account          punchout.ReturnAddressTest#isOfTheAccountOrRefused PunchoutIT#aCartGoesToHostsOfTheAccountOnly punchout.session.SessionsTest#whatMayNotBeginLeavesNothingBehind
            10 a start page opened twice, or late              punchout.session.SessionsTest#aTokenOpensAVisitOnce punchout.session.SessionsTest#aTokenIsGoodForAShortTime ShopPagesIT#theFirstAddressIsGoodOnceAndNotForALookAhead
            11 hostile text in a cart                          punchout.cxml.CartMessageTest#hostileTextArrivesAsItWas punchout.oci.OciTest#hostileTextArrives
            12 given up, emptied, inspected                    punchout.cxml.CartMessageTest#noLineMeansSomething punchout.session.SessionsTest#emptyCartsMeanWhatTheUserMeant ShopPagesIT#givingUpIsNoCartAndAnEmptiedOneIs
            13 a cart to be changed that we never sent         punchout.EarlierCartTest#isRebuiltOrRefused PunchoutIT#anEditedCartMustBeOneOfOurs
            14 a product asked for that is not there           ShopPagesIT#whatIsAskedForIsOpened
            15 1.5 pieces at 0.0045, price for a thousand      punchout.oci.OciTest#aLineCostsTheSameInOciAndCxml punchout.PriceTest#aTotalIsRoundedOnce
            16 OCI by GET and POST, encoded twice              punchout.oci.OciTest#theAddressIsTheSameHoweverItComes PunchoutIT#ociLeadsToACleanAddress
            17 VALIDATE of what is gone                        PunchoutOrderIT#ociAsksForOneProduct
            18 LONGTEXT in five spellings                      punchout.oci.OciTest#aLongTextLandsOnItsItem
            19 an order without numbers and details            punchout.cxml.CxmlReaderTest#anOrderWithoutLineNumbersAndDetailsAndWithUnknownElementsIsTaken PunchoutOrderIT#anOrderIsTakenOnce
            20 lower versions; deleted after a shipment        AnswersIT#aChangeCountsWhenItsVersionIsHigher AnswersIT#aDeletionAfterAShipmentIsAConflictAndRejectedLater order.ChangesTest#whatHasLeftStaysAndTheBuyerIsToldLater
            22 quantities that do not add up; a second accept  punchout.cxml.EmittedTest#aConfirmationThatDoesNotAddUpIsNotSent AnswersIT#aSecondConfirmationOfTheSameLinesReplacesTheFirst
            23 a ship notice without items                     AnswersIT#theBuyerHearsOfBothOnceInItsOwnWords punchout.cxml.EmittedTest#shipNoticesAreValid
            25 secrets anywhere                                PunchoutIT#secretsStayInTheDark punchout.cxml.CxmlReaderTest#aCardIsMaskedWhileItIsRead CanaryIT#nothing_in_the_log CanaryIT#nothing_in_a_column_of_the_database
            26 answers of buyers under every HTTP status       punchout.cxml.EmittedTest#answersOfBuyersAreReadWithBothCodes AnswersIT#whoeverDoesNotAnswerWellHasEachDocumentOnce AnswersIT#whatTheBuyerRefusesIsSeenAndCanBeToldAgain
            """;

    private static Stream<String[]> rows() {
        return TABLE.lines().map(line -> line.split("\\s+"));
    }

    @Test
    void everyCheckStandsOnce() {
        var wanted = IntStream.rangeClosed(1, 26)
                .boxed()
                .filter(check -> !LATER.contains(check))
                .toList();
        assertThat(rows().map(row -> Integer.valueOf(row[0]))).containsExactlyElementsOf(wanted);
    }

    @Test
    void everyCheckIsHeldByTestsThatRun() {
        rows().forEach(row -> {
            var tests = Arrays.stream(row).filter(word -> word.contains("#")).collect(Collectors.toSet());
            assertThat(tests).as("check " + row[0]).isNotEmpty().allSatisfy(AcceptanceChecksTest::runs);
        });
    }

    private static void runs(String test) throws ClassNotFoundException {
        var parts = test.split("#");
        var found = Class.forName("org.caravanserai." + parts[0], false, AcceptanceChecksTest.class.getClassLoader());
        assertThat(found.isAnnotationPresent(Disabled.class)).as(test).isFalse();
        assertThat(found.getDeclaredMethods())
                .as(test)
                .anyMatch(method -> method.getName().equals(parts[1])
                        && !method.isAnnotationPresent(Disabled.class)
                        && (method.isAnnotationPresent(Test.class)
                                || method.isAnnotationPresent(ParameterizedTest.class)));
    }
}
