# shellcheck shell=bash
# What a cluster has beyond its components: DNS as a Service, a storage class with volumes.

apply_addons() {
  local node volume
  mkdir -p "$STATE_DIR/volumes"
  {
    sed -e "s/@DNS_SERVICE_ADDRESS@/$DNS_SERVICE_ADDRESS/" -e "s/@API_ADDRESS@/$API_ADDRESS/" "$SELF_CONTAINED_DIR/addons.yaml"
    for node in $(nodes); do
      for volume in $(seq "$VOLUMES"); do local_volume "$node" "$volume"; done
    done
  } | kubectl apply --server-side -f -
}

# local_volume NODE NUMBER: a folder of the state folder as a PersistentVolume of that node
local_volume() {
  local folder=$STATE_DIR/volumes/$1-$2
  mkdir -p "$folder"
  chmod 0777 "$folder"
  cat <<END
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: $1-$2
spec:
  capacity: {storage: 5Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  persistentVolumeReclaimPolicy: Retain
  local: {path: $folder}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [$1]}]
END
}
