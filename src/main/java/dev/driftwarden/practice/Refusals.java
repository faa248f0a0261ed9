package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What may stand against a write, in the order in which ARM asks: permission, lock, running operation, policy, precondition. */
final class Refusals {
    private final Locks locks;
    private final Policies policies;
    private final DenyAssignments denyAssignments;
    private final RoleAssignments roleAssignments;

    Refusals(Locks locks, Policies policies, DenyAssignments denyAssignments, RoleAssignments roleAssignments) {
        this.locks = locks;
        this.policies = policies;
        this.denyAssignments = denyAssignments;
        this.roleAssignments = roleAssignments;
    }

    Optional<Response> of(ArmWrite write) {
        return Stream.<Function<ArmWrite, Optional<Response>>>of(
                        denyAssignments::refusal,
                        locks::refusal,
                        policies::refusal,
                        Refusals::busy,
                        Refusals::precondition,
                        roleAssignments::refusal)
                .map(check -> check.apply(write))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Response> busy(ArmWrite write) {
        ObjectNode before = write.before();
        String state = before == null
                ? ""
                : before.path("properties").path("provisioningState").asText();
        boolean running = state.equals("Updating") || state.equals("Deleting") || state.equals("Creating");
        return running ? Optional.of(ArmErrors.conflictingOperation(write.target())) : Optional.empty();
    }

    private static Optional<Response> precondition(ArmWrite write) {
        ObjectNode before = write.before();
        String wanted = write.request().header("if-match");
        boolean mustBeNew = write.request().header("if-none-match").equals("*");
        if (!write.trait().honoursIfMatch() || (wanted.isEmpty() && !mustBeNew)) {
            return Optional.empty();
        }
        boolean met = mustBeNew ? before == null : before != null && matches(wanted, write, before);
        return met ? Optional.empty() : Optional.of(ArmErrors.preconditionFailed(write.target()));
    }

    private static boolean matches(String wanted, ArmWrite write, ObjectNode before) {
        String field = write.trait().etagField().orElse("etag");
        return wanted.equals("*") || bare(wanted).equals(bare(before.path(field).asText()));
    }

    private static String bare(String etag) {
        return etag.replaceAll("^W/|\"", "");
    }
}
