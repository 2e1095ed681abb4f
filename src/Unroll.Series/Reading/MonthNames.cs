using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The names of months in the most spoken languages of Europe beside English, whole and as they are shortened, with accents and without:
/// German, French, Italian, Spanish, Portuguese, Dutch, Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek, Swedish,
/// Danish, Norwegian, Finnish.
/// </summary>
internal static class MonthNames
{
    private const int LongestName = 32;

    private static readonly string[] _names =
    [
        "januar jänner jaenner jän janvier janv gennaio gen enero ene janeiro januari styczeń stycznia styczen sty ianuarie ian ocak oca "
            + "январь января янв січень січня січ"
            + " leden ledna január tammikuu tammikuuta ιανουάριος ιανουαρίου ιαν",
        "februar février fevrier févr fevr fév febbraio febrero fevereiro fev februari luty lutego lut februarie şubat subat şub "
            + "февраль февраля фев февр лютий лютого лют"
            + " únor února február febr helmikuu helmikuuta φεβρουάριος φεβρουαρίου φεβ",
        "märz maerz mär mrz mars marzo março marco maart mrt marzec marca martie mart март марта мар березень березня бер"
            + " březen března marts március márc maaliskuu maaliskuuta μάρτιος μαρτίου μαρ",
        "april avril avr aprile abril abr kwiecień kwietnia kwiecien kwi aprilie nisan nis апрель апреля апр квітень квітня квіт кві"
            + " duben dubna április ápr huhtikuu huhtikuuta απρίλιος απριλίου απρ",
        "mai maggio mag mayo maio mei maj maja mayıs mayis май мая травень травня трав тра"
            + " květen května május máj toukokuu toukokuuta μάιος μαΐου μαι",
        "juni juin giugno giu junio junho czerwiec czerwca cze iunie iun haziran haz июнь июня июн червень червня черв чер"
            + " červen června június jún kesäkuu kesäkuuta ιούνιος ιουνίου ιουν",
        "juli juillet juil luglio lug julio julho lipiec lipca lip iulie iul temmuz tem июль июля июл липень липня лип"
            + " červenec července július júl heinäkuu heinäkuuta ιούλιος ιουλίου ιουλ",
        "august août aout agosto ago augustus sierpień sierpnia sierpien sie ağustos agustos ağu август августа авг серпень серпня "
            + "серп сер"
            + " srpen srpna augusti augusztus elokuu elokuuta αύγουστος αυγούστου αυγ",
        "september septembre settembre sett set septiembre setiembre setembro wrzesień września wrzesien wrzesnia wrz septembrie "
            + "eylül eylul eyl сентябрь сентября сент сен вересень вересня вер"
            + " září szeptember szept syyskuu syyskuuta σεπτέμβριος σεπτεμβρίου σεπ",
        "oktober okt octobre ottobre ott octubre outubro out październik października pazdziernik pazdziernika paź paz octombrie ekim eki "
            + "октябрь октября окт жовтень жовтня жовт жов"
            + " říjen října október lokakuu lokakuuta οκτώβριος οκτωβρίου οκτ",
        "november novembre noviembre novembro listopad listopada lis noiembrie noi kasım kasim kas ноябрь ноября нояб ноя листопад "
            + "листопада лист лис"
            + " listopadu marraskuu marraskuuta νοέμβριος νοεμβρίου νοε",
        "dezember dez décembre decembre déc dicembre dic diciembre dezembro grudzień grudnia grudzien gru decembrie aralık aralik ara "
            + "декабрь декабря дек грудень грудня груд гру"
            + " prosinec prosince desember des joulukuu joulukuuta δεκέμβριος δεκεμβρίου δεκ",
    ];

    private static readonly Dictionary<string, int> _months = _names.SelectMany(
        (names, index) => names.Split(' ').Select(name => (name, index))).ToDictionary(entry => entry.name, entry => entry.index,
            StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup =
        _months.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The index of a month, from 0; -1 for a word that is none.</summary>
    /// <param name="word">The word in UTF-8.</param>
    public static int IndexOf(ReadOnlySpan<byte> word)
    {
        Span<char> characters = stackalloc char[LongestName];
        return word.Length is >= 3 and <= LongestName && Encoding.UTF8.TryGetChars(word, characters, out int length)
            ? _lookup.TryGetValue(characters[..length], out int month) ? month : -1
            : -1;
    }
}
