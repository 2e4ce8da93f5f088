; SPDX-License-Identifier: MIT
; The installer for Windows, for one person and without an administrator. Untested on Windows: see README.md here.
;
;     makensis -DVERSION=0.1.0 packaging\windows\otdesk.nsi      after  py packaging\build.py

Unicode true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!ifndef VERSION
  !error "say which: makensis -DVERSION=0.1.0 otdesk.nsi"
!endif
!define PROGRAM "../../build/frozen/otdesk"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\OTDesk"

!include "MUI2.nsh"

Name "OTDesk"
OutFile "../../build/otdesk-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\OTDesk"
InstallDirRegKey HKCU "Software\OTDesk" "Folder"

!insertmacro MUI_PAGE_LICENSE "../../LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\otdeskw.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "OTDesk"
  ; What an older version brought and this one does not must not stay beside it. The program's own folder alone:
  ; vaults lie in another one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*"
  SetOutPath "$INSTDIR\licenses"
  File /r "../licenses/*"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\OTDesk.lnk" "$INSTDIR\otdeskw.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\OTDesk" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "OTDesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\otdeskw.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The OTDesk authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; The vault and its backups stay: they are the person's.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\otdesk.exe"
  Delete "$INSTDIR\otdeskw.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\OTDesk.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\OTDesk"
SectionEnd
