#!/usr/bin/env bash
# Removes what infra/main.bicep has made. Without --yes it only says what it would remove.
#   infra/teardown.sh --name driftwarden --home SUBSCRIPTION --watched SUBSCRIPTION [--watched …] [--sign-in CLIENT_ID] [--yes]
# The audit log goes with the storage account: copy it first (docs/deploy.md, "Teardown").
set -euo pipefail

name=driftwarden home='' sign_in='' yes=no watched=()
usage() { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case "$1" in
    --name) name=${2:?} ; shift 2 ;;
    --home) home=${2:?} ; shift 2 ;;
    --watched) watched+=("${2:?}") ; shift 2 ;;
    --sign-in) sign_in=${2:?} ; shift 2 ;;
    --yes) yes=yes ; shift ;;
    *) usage ;;
  esac
done
[ -n "$home" ] && [ ${#watched[@]} -gt 0 ] || usage

run() {
  printf '%s\n' "$*"
  if [ "$yes" = yes ]; then "$@"; fi
}

bot=$(az identity show --subscription "$home" --resource-group "rg-$name" --name "id-$name" --query principalId --output tsv)
[ -n "$bot" ] || { echo "There is no identity id-$name in rg-$name of $home." >&2; exit 1; }

for subscription in "${watched[@]}"; do
  for assignment in $(az role assignment list --all --subscription "$subscription" --assignee "$bot" --query '[].id' --output tsv); do
    run az role assignment delete --ids "$assignment"
  done
  if [ "$(az group exists --subscription "$subscription" --name "rg-$name-events")" = true ]; then
    run az group delete --subscription "$subscription" --name "rg-$name-events" --yes
  else
    # An existing topic was used: only what hangs there is ours.
    for topic in $(az eventgrid system-topic list --subscription "$subscription" --query "[?topicType=='Microsoft.Resources.Subscriptions'].id" --output tsv); do
      group=$(echo "$topic" | cut -d/ -f5) topic_name=${topic##*/}
      for one in $(az eventgrid system-topic event-subscription list --subscription "$subscription" --resource-group "$group" \
        --system-topic-name "$topic_name" --query "[?starts_with(name, 'driftwarden-')].name" --output tsv); do
        run az eventgrid system-topic event-subscription delete --subscription "$subscription" --resource-group "$group" \
          --system-topic-name "$topic_name" --name "$one" --yes
      done
    done
  fi
done
for role in $(az role definition list --subscription "$home" --custom-role-only --query "[?starts_with(roleName, 'Driftwarden ')].name" --output tsv); do
  run az role definition delete --subscription "$home" --name "$role"
done
run az group delete --subscription "$home" --name "rg-$name" --yes
[ -z "$sign_in" ] || run az ad app delete --id "$sign_in"
[ "$yes" = yes ] || echo "Nothing was removed; add --yes."
