"""What headings mean, in the wordings and languages in which they are met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from app.core.names.parts import folded_words
from app.core.text import fold
from app.imports.contacts.fields import SEVERAL, Field

_WORDINGS = {
    Field.NAME: """name; full name; display name; contact; contact name; participant; person; speaker; guest;
        attendee; nom complet; nom et prenom; vollstandiger name; anzeigename; nombre completo; nombre y apellidos;
        nome completo; nominativo; 이름; 성명; 성함; 氏名; 名前; お名前; 姓名; фио; имя и фамилия; полное имя""",
    Field.HONORIFIC: """honorific; salutation; prefix; name prefix; honorific prefix; form of address; courtesy title;
        anrede; titel; civilite; tratamiento; trattamento; 경칭; 호칭; 敬称; 称谓; обращение""",
    Field.GIVEN: """given name; given names; first name; first names; firstname; forename; forenames; vorname; prenom;
        prenoms; nombre; nombres; nome; primeiro nome; 名; 이름 given; имя""",
    Field.MIDDLE: "middle name; middle names; additional name; middle initial; 2 vorname; second prenom; отчество",
    Field.FAMILY: """family name; family names; last name; lastname; surname; surnames; nachname; familienname;
        nom de famille; nom; apellido; apellidos; sobrenome; apelido; cognome; 성; 姓; фамилия""",
    Field.SUFFIX: "suffix; name suffix; honorific suffix; generation; post nominals; suffixe; sufijo; namenszusatz",
    Field.NATIVE: """native name; name in own script; original name; korean name; chinese name; japanese name;
        name hangul; hangul; 한글 이름; 한글명; 한글성명; 中文姓名; 漢字; name in native script; nom original""",
    Field.PRONUNCIATION: """pronunciation; phonetic name; yomi; furigana; ふりがな; フリガナ; aussprache; prononciation""",
    Field.ALIAS: "nickname; also known as; alias; other name; spitzname; surnom; apodo; romanised name; 영문명; english name",
    Field.TITLE: """title; job title; position; office; function; role title; occupation; designation; post; profession;
        stelle; funktion; beruf; berufsbezeichnung; titre; fonction; poste; cargo; puesto; titolo; carica; qualifica;
        직함; 직위; 직책; 役職; 肩書; 肩書き; 职务; 職稱; 职位; должность""",
    Field.UNIT: """department; unit; division; section; bureau; abteilung; referat; departement; service; departamento;
        dipartimento; 부서; 部署; 部门; отдел; organisation unit; organization unit""",
    Field.ORGANISATION: """organisation; organization; org; organisation name; organization name; company; company name;
        institution; institute; affiliation; employer; agency; ministry; firma; unternehmen; organisme; societe;
        entreprise; organizacion; institucion; empresa; ente; azienda; organizzazione; 소속; 소속기관; 기관; 기관명; 회사;
        所属; 会社; 会社名; 組織; 单位; 機構; 机构; 公司; организация; место работы""",
    Field.EMAIL: """email; mail; e mail; email address; mail address; e mail address; work email; business email;
        private email; primary email; mailadresse; e mail adresse; emailadresse; adresse mail; adresse e mail;
        adresse electronique; courriel; correo; correo electronico; posta elettronica; 이메일; 전자우편; 메일; メール;
        メールアドレス; 电子邮件; 邮箱; 電子郵件; почта; электронная почта; email value; e mail value""",
    Field.PHONE: """phone; phone number; telephone; telephone number; tel; tel no; business phone; work phone; office phone;
        company main phone; home phone; primary phone; telefon; telefonnummer; numero de telephone; telefono; telefone;
        전화; 전화번호; 연락처; 電話; 電話番号; 电话; телефон; phone value""",
    Field.MOBILE: """mobile; mobile phone; mobile number; cell; cell phone; cellphone; handy; mobil; mobiltelefon; portable;
        movil; celular; cellulare; 휴대폰; 휴대전화; 핸드폰; 携帯; 携帯電話; 手机; мобильный""",
    Field.FAX: "fax; fax number; business fax; telefax; 팩스; ファックス; 传真; факс",
    Field.COUNTRY: """country; country of residence; nationality; business country region; country region; land; staat;
        pays; pais; paese; 국가; 국적; 国; 国籍; 国家; страна""",
    Field.GENDER: "gender; sex; geschlecht; genre; sexe; genero; sexo; 성별; 性別; 性别; пол",
    Field.LANGUAGES: "language; languages; sprache; sprachen; langue; langues; idioma; idiomas; lingua; 언어; 言語; 语言; язык",
    Field.ASSISTANT: "assistant; assistant name; assistant s name; secretary; pa; assistenz; sekretariat; assistante; 비서",
    Field.ASSISTANT_EMAIL: "assistant email; assistant s email; assistant e mail; assistant s e mail; pa email",
    Field.ASSISTANT_PHONE: "assistant phone; assistant s phone; assistant telephone; pa phone",
    Field.LAST_CONTACT: """last contact; last contacted; last contact date; last met; last meeting; last seen;
        letzter kontakt; dernier contact; ultimo contacto; ultimo contatto; 최근 연락; 최종 연락일; 最終連絡日; 最后联系""",
    Field.NOTES: """notes; note; comment; comments; remark; remarks; bemerkung; bemerkungen; notiz; notizen; anmerkung;
        remarque; remarques; commentaire; nota; notas; observaciones; osservazioni; 비고; 메모; 備考; メモ; 备注; 備註;
        примечание; заметки""",
    Field.ROLE: "role; event role; role at event; participant role; rolle; rol; ruolo; 역할; 役割; 角色; роль",
    Field.STATE: """state; status; reply; rsvp; registration state; registration status; answer; response; zusage; statut;
        reponse; estado; stato; 상태; 참석 여부; 状態; 状态; статус""",
    Field.REFERENCE: "id; registration id; number; reference; code; speaker id; registrant id; confirmation code; 번호",
}  # fmt: skip

_MEANINGS = {
    fold(wording): field
    for field, wordings in _WORDINGS.items()
    for wording in re.split(r"[;\n]+\s*", wordings)
    if wording.strip()
}
_COUNTED = re.compile(r"\s*\d+$|^\d+\s*")
_ASIDE = re.compile(r"[(\[（].*?[)\]）]")
_PHONE = re.compile(r"\+?[\d\s()./-]{7,}")
_MOST = 0.6


def meaning(heading: str) -> Field:
    """What a heading means, IGNORED where nobody knows: "E-mail 2 (work)" is an e-mail address."""
    words = " ".join(folded_words(_ASIDE.sub(" ", heading)))
    for text in (words, _COUNTED.sub("", words), _COUNTED.sub("", words.replace(" address", ""))):
        if field := _MEANINGS.get(text):
            return field
    for text in (words.replace(" 1 ", " ").replace(" 2 ", " "), words.rpartition(" / ")[0]):
        if field := _MEANINGS.get(text):
            return field
    return Field.IGNORED


def guess(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Field]:
    """What each column means, by its heading, or else by what stands in its first ``rows``."""
    guessed = [meaning(heading) for heading in headings]
    _by_content(guessed, rows)
    _by_neighbours(guessed, headings)
    seen: set[Field] = set()
    for place, field in enumerate(guessed):
        if field in seen and field not in SEVERAL:
            guessed[place] = Field.IGNORED
        seen.add(field)
    return guessed


def _by_content(guessed: list[Field], rows: Sequence[Sequence[str]]) -> None:
    for place, field in enumerate(guessed):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        if field is not Field.IGNORED or not cells:
            continue
        if sum("@" in cell for cell in cells) > _MOST * len(cells):
            guessed[place] = Field.EMAIL
        elif sum(bool(_PHONE.fullmatch(cell)) for cell in cells) > _MOST * len(cells):
            guessed[place] = Field.PHONE


def _by_neighbours(guessed: list[Field], headings: Sequence[str]) -> None:
    """Beside "Vorname", "Name" is the family name; beside "Job title", "Title" stands before it."""
    if Field.GIVEN in guessed and Field.FAMILY not in guessed and Field.NAME in guessed:
        guessed[guessed.index(Field.NAME)] = Field.FAMILY
    if Field.FAMILY in guessed and Field.NAME not in guessed and Field.GIVEN not in guessed:
        # "Nom" alone, "Apellidos" alone: the whole name.
        guessed[guessed.index(Field.FAMILY)] = Field.NAME
    titles = [place for place, field in enumerate(guessed) if field is Field.TITLE]
    plain = [place for place in titles if fold(headings[place]) in {"title", "titre", "titolo"}]
    if len(titles) > 1 and plain and Field.HONORIFIC not in guessed:
        guessed[plain[0]] = Field.HONORIFIC


def fingerprint(headings: Sequence[str]) -> str:
    """The same for the same headings in the same order, whatever their case and spaces."""
    return sha256("\n".join(map(fold, headings)).encode()).hexdigest()
