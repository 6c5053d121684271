{{/* What a schema cannot say in words a person understands. Each rule names the value, what it is and what to write. */}}
{{- define "memory-system.validate" -}}
{{- include "memory-system.validate.quantity" (list "collector.persistence.size" .Values.collector.persistence.size) -}}
{{- with .Values.collector.persistence -}}
{{- if lt (include "memory-system.bytes" .size | int64) 134217728 -}}
{{- fail (printf "collector.persistence.size: %q is too small to keep anything; write 128Mi or more" (toString .size)) -}}
{{- end -}}
{{- if .databaseSize -}}
{{- include "memory-system.validate.quantity" (list "collector.persistence.databaseSize" .databaseSize) -}}
{{- $bytes := include "memory-system.bytes" .databaseSize | int64 -}}
{{- if lt $bytes 16777216 -}}
{{- fail (printf "collector.persistence.databaseSize: %q is less than findings need; write 16Mi or more, or leave it empty" (toString .databaseSize)) -}}
{{- end -}}
{{- if gt (mul $bytes 8) (mul (include "memory-system.bytes" .size | int64) 7) -}}
{{- fail (printf "collector.persistence.databaseSize: %q leaves less than an eighth of collector.persistence.size (%s) to what is not analysed yet; write less, or leave it empty for half" (toString .databaseSize) (toString .size)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $part, $values := dict "collector" .Values.collector "operator" .Values.operator "agent" .Values.agent -}}
{{- range $kind, $list := pick $values.resources "requests" "limits" -}}
{{- range $resource, $amount := $list -}}
{{- include "memory-system.validate.quantity" (list (printf "%s.resources.%s.%s" $part $kind $resource) $amount) -}}
{{- end -}}
{{- end -}}
{{- if and $values.image.digest (not (regexMatch "^sha256:[0-9a-f]{64}$" $values.image.digest)) -}}
{{- fail (printf "%s.image.digest: %q is not a digest; write sha256: and its 64 hexadecimal digits, or leave it empty" $part $values.image.digest) -}}
{{- end -}}
{{- end -}}
{{- range $part, $image := dict "image" .Values.image "collector.image" .Values.collector.image "operator.image" .Values.operator.image "agent.image" .Values.agent.image -}}
{{- range $field := list "registry" "repository" "tag" -}}
{{- include "memory-system.validate.imageName" (list (printf "%s.%s" $part $field) (get $image $field)) -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := dict "priorityClassName" .Values.priorityClassName "collector.priorityClassName" .Values.collector.priorityClassName "operator.priorityClassName" .Values.operator.priorityClassName "collector.serviceAccount.name" .Values.collector.serviceAccount.name "operator.serviceAccount.name" .Values.operator.serviceAccount.name "collector.persistence.storageClass" .Values.collector.persistence.storageClass "nameOverride" .Values.nameOverride "fullnameOverride" .Values.fullnameOverride -}}
{{- if and $value (not (regexMatch "^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$" $value)) -}}
{{- fail (printf "%s: %q is not a name in Kubernetes; write up to 63 lower-case letters, digits, - and ., beginning and ending with a letter or digit" $name $value) -}}
{{- end -}}
{{- end -}}
{{- with .Values.defaultProfile.spec.overhead -}}
{{- with .memory -}}
{{- include "memory-system.validate.quantity" (list "defaultProfile.spec.overhead.memory" .) -}}
{{- end -}}
{{- with .longestPause -}}
{{- include "memory-system.validate.duration" (list "defaultProfile.spec.overhead.longestPause" . "ms|s" "200ms") -}}
{{- end -}}
{{- end -}}
{{- with .Values.defaultProfile.spec.detection -}}
{{- with .horizon -}}
{{- include "memory-system.validate.duration" (list "defaultProfile.spec.detection.horizon" . "d|h|m" "7d") -}}
{{- end -}}
{{- end -}}
{{- include "memory-system.validate.duration" (list "metrics.serviceMonitor.interval" .Values.metrics.serviceMonitor.interval "ms|s|m|h" "30s") -}}
{{- range $part, $values := dict "collector" .Values.collector "operator" .Values.operator -}}
{{- $set := list "JDK_JAVA_OPTIONS" "MALLOC_ARENA_MAX" -}}
{{- range include (printf "memory-system.%s.env" $part) $ | fromYamlArray -}}
{{- $set = append $set .name -}}
{{- end -}}
{{- range $values.extraEnv -}}
{{- if has .name $set -}}
{{- fail (printf "%s.extraEnv: %s is set by the chart; change the value it comes from (see helm/README.md)" $part .name) -}}
{{- end -}}
{{- end -}}
{{- range $field := list "runAsNonRoot" "seccompProfile" -}}
{{- if hasKey $values.podSecurityContext $field -}}
{{- fail (printf "%s.podSecurityContext.%s cannot be changed: the namespace's Pod Security level is meant to be restricted" $part $field) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ without its exponents. */}}
{{- define "memory-system.validate.quantity" -}}
{{- $name := index . 0 -}}
{{- $value := toString (index . 1) -}}
{{- if not (regexMatch "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$" $value) -}}
{{- fail (printf "%s: %q is not a Kubernetes quantity; write for example %s" $name $value (ternary "500m" "512Mi" (hasSuffix ".cpu" $name))) -}}
{{- end -}}
{{- end -}}

{{/* https://github.com/distribution/reference: registry, repository and tag of an image. */}}
{{- define "memory-system.validate.imageName" -}}
{{- $value := toString (default "" (index . 1)) -}}
{{- if and $value (or (not (regexMatch "^[a-zA-Z0-9_][-a-zA-Z0-9._/:]*$" $value)) (contains "//" $value)) -}}
{{- fail (printf "%s: %q is no part of an image's name; write for example registry.example.com/mirror, memory-system/operator or 0.2.0" (index . 0) $value) -}}
{{- end -}}
{{- end -}}

{{- define "memory-system.validate.duration" -}}
{{- $name := index . 0 -}}
{{- $value := index . 1 -}}
{{- if not (regexMatch (printf "^[1-9][0-9]{0,4}(%s)$" (index . 2)) $value) -}}
{{- fail (printf "%s: %q is not a duration; write a whole number with its unit (%s), for example %s" $name $value (index . 2 | replace "|" ", ") (index . 3)) -}}
{{- end -}}
{{- end -}}
