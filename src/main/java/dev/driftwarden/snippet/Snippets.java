package dev.driftwarden.snippet;

import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The change of code that leads to what a plan would write. It names what has to be set and leaves the rest of a declaration as
 * it is; somebody who knows the code puts it in its place.
 *
 * @param bicep empty when the plan writes nothing that Bicep declares
 * @param terraform empty when the plan writes nothing that Terraform's providers for Azure declare
 */
public record Snippets(String bicep, String terraform) {

    public static Snippets of(Plan plan) {
        return of(plan.operations());
    }

    /** @param operations of a plan; those on directory objects have no such code and are left out */
    public static Snippets of(List<Operation> operations) {
        List<Operation> arm = operations.stream()
                .filter(operation -> !operation.target().isGraph())
                .toList();
        return new Snippets(
                arm.stream().map(Bicep::of).collect(Collectors.joining("\n")),
                arm.stream().map(Terraform::of).collect(Collectors.joining("\n")));
    }

    public boolean isEmpty() {
        return bicep.isEmpty() && terraform.isEmpty();
    }
}
