package dev.driftwarden.finding;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one transition function of findings. */
public final class Lifecycle {
    private static final Set<FindingState> AT_REST =
            EnumSet.complementOf(EnumSet.of(FindingState.APPLYING, FindingState.VERIFYING));

    private Lifecycle() {}

    /** The state after it, or empty when it cannot happen in this state (a late or repeated message). */
    public static Optional<FindingState> next(FindingState state, Happening happening) {
        return switch (happening) {
            case SEEN_GONE -> Optional.of(FindingState.GONE);
            case SEEN_PASSING ->
                when(
                        (AT_REST.contains(state) && state.isOpen()) || state == FindingState.APPLYING,
                        FindingState.RESOLVED);
            case SEEN_UNKNOWN -> when(state == FindingState.UNKNOWN || !state.isOpen(), FindingState.UNKNOWN);
            case RECORD_ONLY -> when(AT_REST.contains(state), FindingState.OPEN);
            case TICKET_OPENED -> when(AT_REST.contains(state), FindingState.TICKETED);
            case APPROVAL_ASKED -> when(AT_REST.contains(state), FindingState.AWAITING_APPROVAL);
            case FIX_ORDERED -> when(AT_REST.contains(state), FindingState.APPLYING);
            case APPROVED -> when(state == FindingState.AWAITING_APPROVAL, FindingState.APPLYING);
            case WRITTEN -> when(state == FindingState.APPLYING, FindingState.VERIFYING);
            case PLAN_VOIDED ->
                when(state == FindingState.APPLYING || state == FindingState.AWAITING_APPROVAL, FindingState.OPEN);
            case WRITE_REFUSED ->
                when(state == FindingState.APPLYING || state == FindingState.AWAITING_APPROVAL, FindingState.TICKETED);
            case VERIFIED -> when(state == FindingState.VERIFYING, FindingState.FIXED);
            case NOT_VERIFIED -> when(state == FindingState.VERIFYING, FindingState.FAILED);
            case LEFT_IN_PART ->
                when(
                        List.of(FindingState.OPEN, FindingState.APPLYING, FindingState.FIXED, FindingState.FAILED)
                                .contains(state),
                        FindingState.FAILED);
            case UNDONE -> when(state == FindingState.FIXED || state == FindingState.FAILED, FindingState.OPEN);
        };
    }

    private static Optional<FindingState> when(boolean possible, FindingState next) {
        return possible ? Optional.of(next) : Optional.empty();
    }
}
