package dev.driftwarden.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may be played in the practice tenant. */
public record PracticePeople(List<PracticePerson> all) {
    /** The practice tenant's id. */
    public static final String TENANT = "00000000-0000-0000-0000-0000000000ff";

    private static final String VIEWER = "Driftwarden.Viewer";
    private static final String APPROVER = "Driftwarden.Approver";
    private static final String ADMIN = "Driftwarden.Admin";

    public PracticePeople {
        all = List.copyOf(all);
    }

    /** Olivia approves, Ada is the one who changes things, Pat administers, Vera looks. */
    public static PracticePeople standard() {
        return new PracticePeople(List.of(
                person("olivia", "Olivia Oncall", "11111111-0000-0000-0000-000000000002", List.of(VIEWER, APPROVER)),
                person("ada", "Ada Example", "11111111-0000-0000-0000-000000000001", List.of(VIEWER)),
                person("pat", "Pat Platform", "11111111-0000-0000-0000-000000000003", List.of(VIEWER, APPROVER, ADMIN)),
                person("vera", "Vera Viewer", "11111111-0000-0000-0000-000000000004", List.of(VIEWER))));
    }

    private static PracticePerson person(String key, String name, String objectId, List<String> roles) {
        String userPrincipalName = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@contoso.example";
        return new PracticePerson(key, name, userPrincipalName, objectId, TENANT, roles);
    }

    Optional<PracticePerson> named(String key) {
        return all.stream().filter(person -> person.key().equals(key)).findFirst();
    }
}
