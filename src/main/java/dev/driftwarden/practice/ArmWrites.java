package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** PUT, PATCH and DELETE of ARM resources: what stands against a write is checked in ARM's order, then it is done at once or later. */
final class ArmWrites {
    private final Resources resources;
    private final Refusals refusals;
    private final Bodies bodies;
    private final LongRunning longRunning;
    private final Journal journal;
    private final Faults faults;
    private final int polls;
    /** Serialises all writes, so that a precondition and the write it guards are one step. */
    private final ReentrantLock lock;

    ArmWrites(
            Resources resources,
            Refusals refusals,
            Bodies bodies,
            LongRunning longRunning,
            Journal journal,
            Faults faults,
            int polls,
            ReentrantLock lock) {
        this.resources = resources;
        this.refusals = refusals;
        this.bodies = bodies;
        this.longRunning = longRunning;
        this.journal = journal;
        this.faults = faults;
        this.polls = polls;
        this.lock = lock;
    }

    Response write(Request request, ResourceId target, Persona actor) {
        lock.lock();
        try {
            return switch (request.method()) {
                case "PUT" -> put(request, target, actor);
                case "PATCH" -> patch(request, target, actor);
                default -> delete(request, target, actor);
            };
        } finally {
            lock.unlock();
        }
    }

    private Response put(Request request, ResourceId target, Persona actor) {
        TypeTrait trait = resources.trait(target);
        ObjectNode before = resources.find(target).orElse(null);
        Optional<ObjectNode> wanted = Json.parseObject(request.body());
        if (wanted.isEmpty()) {
            return ArmErrors.badBody();
        }
        Optional<ResourceId> orphanOf = missingParent(target);
        if (orphanOf.isPresent()) {
            return ArmErrors.parentNotFound(orphanOf.get());
        }
        ObjectNode after = bodies.replaced(target, trait, before, wanted.get(), actor);
        return checked(new ArmWrite(request, target, trait, actor, before, after));
    }

    private Optional<ResourceId> missingParent(ResourceId target) {
        boolean child = target.type().name().chars().filter(c -> c == '/').count() > 1;
        return target.parent()
                .filter(parent -> child && target.path().contains("/providers/"))
                .filter(parent -> resources.find(parent).isEmpty());
    }

    private Response patch(Request request, ResourceId target, Persona actor) {
        TypeTrait trait = resources.trait(target);
        Optional<ObjectNode> before = resources.find(target);
        if (trait.patch() == TypeTrait.Patch.NONE) {
            return ArmErrors.methodNotAllowed("PATCH", target);
        }
        if (before.isEmpty()) {
            return ArmErrors.notFound(target);
        }
        Optional<ObjectNode> change = Json.parseObject(request.body());
        if (change.isEmpty()) {
            return ArmErrors.badBody();
        }
        ObjectNode after = bodies.patched(target, trait, before.get(), change.get(), actor);
        return checked(new ArmWrite(request, target, trait, actor, before.get(), after));
    }

    private Response delete(Request request, ResourceId target, Persona actor) {
        ObjectNode before = resources.find(target).orElse(null);
        if (before == null) {
            return Response.empty(204);
        }
        return checked(new ArmWrite(request, target, resources.trait(target), actor, before, null));
    }

    private Response checked(ArmWrite write) {
        Optional<Response> refusal = refusals.of(write);
        return refusal.orElseGet(() -> perform(write));
    }

    private Response perform(ArmWrite write) {
        TypeTrait.Answer answer = write.trait().answerTo(write.request().method());
        if (answer == TypeTrait.Answer.DONE) {
            return finish(write);
        }
        ObjectNode passing = bodies.inProgress(write);
        resources.put(write.target(), passing);
        Response accepted = answer == TypeTrait.Answer.ACCEPTED
                ? Response.empty(202)
                : Response.of(write.existed() ? 200 : 201, passing);
        LongRunning.Course course = faults.courseOf(write.request(), polls);
        return longRunning.start(write, accepted, course, succeeded -> end(write, succeeded));
    }

    private Response end(ArmWrite write, boolean succeeded) {
        lock.lock();
        try {
            return succeeded ? finish(write) : rollBack(write);
        } finally {
            lock.unlock();
        }
    }

    private Response finish(ArmWrite write) {
        store(write.target(), write.after());
        journal.written(write);
        ObjectNode after = write.after();
        if (after == null) {
            ObjectNode before = write.before();
            return write.trait().deleteReturnsBody() && before != null ? Response.ok(before) : Response.empty(200);
        }
        ObjectNode shown = resources.find(write.target()).orElse(after);
        return Response.of(write.existed() ? 200 : write.trait().createdStatus(), shown);
    }

    private Response rollBack(ArmWrite write) {
        store(write.target(), write.before());
        return ArmErrors.of(500, "InternalServerError", "The operation did not finish: practice fault.");
    }

    private void store(ResourceId target, @Nullable ObjectNode body) {
        if (body == null) {
            resources.remove(target);
        } else {
            resources.put(target, body);
        }
    }
}
