#!/bin/sh
# SPDX-License-Identifier: MIT
# Sign, pack, have notarized. Untested: see README.md here.
set -eu
signer=$1 profile=$2
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../../build
app=$build/frozen/OTDesk.app

find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -exec codesign -f --timestamp -o runtime -s "$signer" {} +
codesign -f --timestamp -o runtime --entitlements "$here/entitlements.plist" -s "$signer" "$app"
codesign --verify --deep --strict "$app"
"$app/Contents/MacOS/otdesk" selftest

hdiutil create -volname OTDesk -srcfolder "$app" -ov -format UDZO "$build/OTDesk.dmg"
xcrun notarytool submit "$build/OTDesk.dmg" --keychain-profile "$profile" --wait
xcrun stapler staple "$build/OTDesk.dmg"
