package dev.driftwarden.console;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.site.Shown;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finding in a list.
 *
 * @param place resource group and the end of the subscription id, as far as there are any
 */
public record FindingRow(
        String id,
        String title,
        String rule,
        String severity,
        String state,
        String resource,
        String place,
        String who,
        Moment opened) {

    static FindingRow of(FindingSummary finding, Instant now) {
        return new FindingRow(
                finding.id(),
                Shown.text(finding.title(), Shown.LINE),
                finding.rule(),
                finding.severity().toString(),
                finding.state().toString(),
                Shown.text(finding.resourceName(), Shown.LINE),
                place(finding.resource()),
                Shown.text(finding.actor(), Shown.LINE),
                Moment.of(finding.openedAt(), now));
    }

    static FindingRow of(Finding finding, Instant now) {
        return of(FindingSummary.of(finding), now);
    }

    static String place(ResourceId resource) {
        if (resource.isGraph()) {
            return "directory";
        }
        Optional<String> subscription = resource.subscriptionId().map(FindingRow::end);
        String place = Stream.of(resource.resourceGroup(), subscription)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        return Shown.text(place.isEmpty() ? "tenant" : place, Shown.LINE);
    }

    private static String end(String subscription) {
        return "..." + subscription.substring(Math.max(0, subscription.length() - 8));
    }
}
