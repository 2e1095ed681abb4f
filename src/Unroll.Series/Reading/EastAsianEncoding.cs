using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The encoding of a Chinese, Japanese or Korean text that is no Unicode: Shift-JIS, EUC-JP, GBK, EUC-KR or Big5.</summary>
internal static class EastAsianEncoding
{
    /// <summary>Share of the letters that are common ones, below which a text is hardly one of the language.</summary>
    private const double LeastShare = 0.3;

    /// <summary>The lead that an encoding must have over all others.</summary>
    private const double LeastLead = 0.1;

    private const int FewestLetters = 2;

    private static readonly int[] _codePages = [932, 51932, 936, 949, 950];

    // Of the names of columns and of what tables hold.
    private static readonly HashSet<char> _hanzi = [
        .. "年月日时間间分秒期值値数量数价格価温度湿均平最高低大小计計合总總额額金销銷售売收入出支人口名称稱编號号地区區城市站点點气",
        .. "氣気压壓圧风風速向降水雨雪晴曇天云累积積电電力负負荷用功率流单單位时時刻类類型状態态开開盘盤成交涨跌幅股票代码碼東京西南",
        .. "北全国國省県市上下前后後昨今回本料品商店客户戶户生产產産油煤碳浓濃指标標差比增长長率净淨利润潤资資费費税額額备備注註等级",
        .. "級质質情報一二三四五六七八九十百千万萬元円的",
    ];

    private static readonly HashSet<char> _hangul = [
        .. "이다의가는일시간수량매출월년날짜기온도지사자판격금액점평균최고저강습풍속압전력용합계명구분코드번호대인비중체요상태건단위",
        .. "을를에서주로관측소역별구동시군총계약수입지출원화종가거래고객제품상품서울부산",
    ];

    /// <summary>The encoding, where the words of a text make sense in one alone; null for any other text.</summary>
    /// <param name="sample">The first bytes of the text, which are no UTF-8.</param>
    /// <param name="isCut">Whether there are more bytes.</param>
    public static Encoding? Of(ReadOnlySpan<byte> sample, bool isCut)
    {
        // A letter may be cut where the sample ends, and never where a line does.
        ReadOnlySpan<byte> lines = isCut && sample.LastIndexOf((byte)'\n') is > 0 and var end ? sample[..end] : sample;
        (int CodePage, double Score)[] scores = [.. _codePages.Select(page => (page, 0.0))];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i].Score = ScoreOf(scores[i].CodePage, lines);
        }

        (int CodePage, double Score)[] best = [.. scores.OrderByDescending(pair => pair.Score).Take(2)];
        return best[0].Score >= LeastShare && best[0].Score >= best[1].Score + LeastLead
            ? CodePagesEncodingProvider.Instance.GetEncoding(best[0].CodePage) : null;
    }

    /// <summary>The share of common letters among those that ASCII lacks, less that of letters of other scripts.</summary>
    private static double ScoreOf(int codePage, ReadOnlySpan<byte> lines)
    {
        string text;
        try
        {
            text = CodePagesEncodingProvider.Instance.GetEncoding(
                codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetString(lines);
        }
        catch (DecoderFallbackException)
        {
            return -1;
        }

        // Each word counts once: a category may stand in thousands of rows.
        string[] words = [.. text.Split([',', ';', '\t', '|', '\n', '\r', '"', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Ascii.IsValid(word)).Distinct(StringComparer.Ordinal)];
        int letters = 0, common = 0, others = 0;
        HashSet<char> seen = [];
        foreach (char letter in words.SelectMany(word => word).Where(letter => letter > '\u007F' && !IsSign(letter)))
        {
            bool isCommon = codePage is 949 ? _hangul.Contains(letter)
                : _hanzi.Contains(letter) || (codePage is 932 or 51932 && letter is >= '\u3041' and <= '\u30FF');
            letters++;
            common += isCommon ? 1 : 0;
            others += letter is (>= '\u3041' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') ? 0 : 1;
            if (isCommon)
            {
                seen.Add(letter);
            }
        }

        return seen.Count < FewestLetters ? -1 : (common - others) / (double)letters;
    }

    /// <summary>Brackets, degrees and full-width signs.</summary>
    private static bool IsSign(char letter) => letter is (>= '\u2000' and <= '\u22FF') or (>= '\u3000' and <= '\u303F')
        or (>= '\uFF00' and <= '\uFF5E') or '\u00B0' or '\u00B7' or '\u00B1' or '\u30FB' || !char.IsLetter(letter);
}
