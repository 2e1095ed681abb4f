using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>Times of day beside dates that are written as numbers, such as 1830, told from numbers such as seconds of a run.</summary>
internal static class CsvClockNumbers
{
    private const int FewestSteps = 3;
    private const int Hundred = 100;
    private const int OfMinute = 60;

    /// <summary>Whether a column has numbers that may be times of day, most of them as far behind the one before on their date.</summary>
    /// <param name="file">The file.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="ofDay">The column of numbers.</param>
    public static bool AreIn(CsvDetection file, int date, int ofDay)
    {
        int digits = CsvTimeOfDay.DigitsOf(file.Columns[ofDay]);
        if (digits == 0)
        {
            return false;
        }

        (string Date, int Seconds)[] times = [
            .. file.Rows.Where(row => Math.Max(date, ofDay) < row.Length && !file.Missing.Contains(row[ofDay]))
                .Select(row => (row[date], SecondsOf(row[ofDay], digits)))];
        int[] steps = [.. times.GroupBy(time => time.Date, time => time.Seconds)
            .Select(ofDate => ofDate.Distinct().Order().ToArray())
            .SelectMany(ofDate => ofDate.Skip(1).Zip(ofDate, (next, before) => next - before))];
        int usual = steps.CountBy(step => step).Select(pair => pair.Value).DefaultIfEmpty().Max();
        return usual >= FewestSteps && usual * 2 >= steps.Length;
    }

    private static int SecondsOf(string cell, int digits)
    {
        int number = int.Parse(cell, CultureInfo.InvariantCulture);
        bool hasSeconds = digits == CsvTimeOfDay.HoursToSeconds;
        int minutes = hasSeconds ? number / Hundred : number;
        return ((((minutes / Hundred) * OfMinute) + (minutes % Hundred)) * OfMinute) + (hasSeconds ? number % Hundred : 0);
    }
}
