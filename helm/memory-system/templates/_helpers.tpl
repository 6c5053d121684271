{{/* Base of every name: "memory-system" for a release of that name. */}}
{{- define "memory-system.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "memory-system.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "memory-system.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "memory-system.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What identifies the pods of one part; never changes within a release. Takes (list root part). */}}
{{- define "memory-system.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "memory-system.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels of every object. Takes (list root part). */}}
{{- define "memory-system.labels" -}}
{{- $root := index . 0 -}}
{{ include "memory-system.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: memory-system
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* registry/repository:tag, or @digest where one is given. Takes (list root image). */}}
{{- define "memory-system.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $registry := default $root.Values.image.registry $image.registry -}}
{{- $name := $image.repository -}}
{{- if $registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" $registry) $image.repository -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $name $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default (default $root.Chart.AppVersion $root.Values.image.tag) $image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "memory-system.pullPolicy" -}}
{{- $root := index . 0 -}}
{{- default $root.Values.image.pullPolicy (index . 1).pullPolicy -}}
{{- end -}}

{{/* Pod-level half of Pod Security "restricted". Takes the part's values. */}}
{{- define "memory-system.podSecurityContext" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- with .podSecurityContext }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Container-level half of Pod Security "restricted": the same for every container here, on purpose without a value. */}}
{{- define "memory-system.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Where pods are scheduled: the part's own settings. Takes (list root partValues part). */}}
{{- define "memory-system.scheduling" -}}
{{- $root := index . 0 -}}
{{- $part := index . 1 -}}
{{- with default $root.Values.priorityClassName $part.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $part.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- else }}
{{- if gt (int $part.replicas) 1 }}
# A wish: where there is one node only, all run on it.
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "memory-system.selectorLabels" (list $root "operator") | nindent 8 }}
{{- end }}
{{- end }}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "memory-system.collector.name" -}}
{{ include "memory-system.fullname" . }}-collector
{{- end -}}

{{- define "memory-system.operator.name" -}}
{{ include "memory-system.fullname" . }}-operator
{{- end -}}

{{- define "memory-system.webhook.name" -}}
{{ include "memory-system.fullname" . }}-webhook
{{- end -}}

{{- define "memory-system.webhook.secretName" -}}
{{ include "memory-system.webhook.name" . }}-tls
{{- end -}}

{{- define "memory-system.authority.secretName" -}}
{{ include "memory-system.fullname" . }}-ca
{{- end -}}

{{/* Whoever has a token of it may read everything at the collector. */}}
{{- define "memory-system.reader.serviceAccountName" -}}
{{ include "memory-system.fullname" . }}-reader
{{- end -}}

{{/* As a token names its account. Takes (list root name). */}}
{{- define "memory-system.accountOf" -}}
system:serviceaccount:{{ (index . 0).Release.Namespace }}:{{ index . 1 }}
{{- end -}}

{{/* "true" when the plain OTLP ports are open. */}}
{{- define "memory-system.plaintext" -}}
{{- if or (not .Values.identity.enabled) .Values.collector.plaintext -}}true{{- end -}}
{{- end -}}

{{/* Never injected: as a JSON array. */}}
{{- define "memory-system.webhook.excludedNamespaces" -}}
{{- concat (list .Release.Namespace "kube-system" "kube-public" "kube-node-lease") .Values.webhook.excludedNamespaces | uniq | toJson -}}
{{- end -}}

{{- define "memory-system.collector.serviceAccountName" -}}
{{- default (include "memory-system.collector.name" .) .Values.collector.serviceAccount.name -}}
{{- end -}}

{{- define "memory-system.operator.serviceAccountName" -}}
{{- default (include "memory-system.operator.name" .) .Values.operator.serviceAccount.name -}}
{{- end -}}

{{/* Host name of the collector's Service as every namespace resolves it. */}}
{{- define "memory-system.collector.host" -}}
{{ include "memory-system.collector.name" . }}.{{ .Release.Namespace }}.svc
{{- end -}}

{{/* Flags of the JVM: read by the java launcher itself, whatever the image's entry point is. */}}
{{- define "memory-system.jvmArgs" -}}
- name: JDK_JAVA_OPTIONS
  value: {{ join " " .jvmArgs | quote }}
# glibc keeps an arena of memory for each of many threads otherwise.
- name: MALLOC_ARENA_MAX
  value: "2"
{{- end -}}

{{/* A quantity in bytes: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */}}
{{- define "memory-system.bytes" -}}
{{- $quantity := toString . -}}
{{- $unit := regexFind "[A-Za-z]*$" $quantity -}}
{{- $powers := dict "k" 1 "M" 2 "G" 3 "T" 4 "P" 5 "E" 6 -}}
{{- $bytes := trimSuffix $unit $quantity | float64 -}}
{{- range until (get $powers (trimSuffix "i" $unit) | default 0 | int) -}}
{{- $bytes = mulf $bytes (ternary 1024.0 1000.0 (hasSuffix "i" $unit)) -}}
{{- end -}}
{{- ternary (divf $bytes 1000.0) $bytes (eq $unit "m") | floor | int64 -}}
{{- end -}}
