package dev.driftwarden.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    /** Every transition that is possible; all others must be refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEEN_PASSING    | OPEN UNKNOWN AWAITING_APPROVAL APPLYING TICKETED FAILED                        | RESOLVED
            SEEN_UNKNOWN    | UNKNOWN FIXED RESOLVED GONE                                                    | UNKNOWN
            SEEN_GONE       | OPEN UNKNOWN AWAITING_APPROVAL APPLYING VERIFYING TICKETED FAILED FIXED RESOLVED GONE | GONE
            RECORD_ONLY     | OPEN UNKNOWN AWAITING_APPROVAL TICKETED FAILED FIXED RESOLVED GONE             | OPEN
            TICKET_OPENED   | OPEN UNKNOWN AWAITING_APPROVAL TICKETED FAILED FIXED RESOLVED GONE             | TICKETED
            APPROVAL_ASKED  | OPEN UNKNOWN AWAITING_APPROVAL TICKETED FAILED FIXED RESOLVED GONE             | AWAITING_APPROVAL
            FIX_ORDERED     | OPEN UNKNOWN AWAITING_APPROVAL TICKETED FAILED FIXED RESOLVED GONE             | APPLYING
            APPROVED        | AWAITING_APPROVAL                                                              | APPLYING
            WRITTEN         | APPLYING                                                                       | VERIFYING
            PLAN_VOIDED     | APPLYING AWAITING_APPROVAL                                                     | OPEN
            WRITE_REFUSED   | APPLYING AWAITING_APPROVAL                                                     | TICKETED
            VERIFIED        | VERIFYING                                                                      | FIXED
            NOT_VERIFIED    | VERIFYING                                                                      | FAILED
            LEFT_IN_PART    | OPEN APPLYING FIXED FAILED                                                     | FAILED
            UNDONE          | FIXED FAILED                                                                   | OPEN
            """)
    void movesOnlyWhereItMay(Happening happening, String from, FindingState to) {
        Set<FindingState> allowed = EnumSet.noneOf(FindingState.class);
        for (String state : from.strip().split(" +")) {
            allowed.add(FindingState.valueOf(state));
        }
        for (FindingState state : FindingState.values()) {
            if (allowed.contains(state)) {
                assertThat(Lifecycle.next(state, happening))
                        .as("%s in %s", happening, state)
                        .contains(to);
            } else {
                assertThat(Lifecycle.next(state, happening))
                        .as("%s in %s", happening, state)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FindingState.class)
    void isFixedOnlyByAVerifiedLiveState(FindingState state) {
        for (Happening happening : Happening.values()) {
            if (Lifecycle.next(state, happening).equals(java.util.Optional.of(FindingState.FIXED))) {
                assertThat(happening).isEqualTo(Happening.VERIFIED);
                assertThat(state).isEqualTo(FindingState.VERIFYING);
            }
        }
    }

    @Test
    void writesStateNamesWithHyphens() {
        assertThat(FindingState.AWAITING_APPROVAL).hasToString("awaiting-approval");
        assertThat(FindingState.of("awaiting-approval")).isEqualTo(FindingState.AWAITING_APPROVAL);
    }
}
