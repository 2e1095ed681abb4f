using Unroll.Analysis.Periodicity;

namespace Unroll.Tasks.Analysing;

/// <summary>Seasons of a series in whole rows, for a decomposition.</summary>
internal static class SeasonSearch
{
    private const int Most = 2;
    private const int LeastCycles = 3;
    private const double LeastPower = 0.02;

    /// <summary>The periods, the shortest first.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <exception cref="InputException">None is found.</exception>
    public static int[] Periods(double[] values)
    {
        FoundPeriods found = PeriodSearch.Find(values, new PeriodSearchOptions { MostPeriods = 6 });
        int[] periods =
        [
            .. found.Periods.Where(period => period.IsSignificant && period.HarmonicOf is null && period.Power >= LeastPower)
                .Select(period => (int)Math.Round(period.Period))
                .Where(period => period >= 2 && (long)LeastCycles * period <= values.Length).Distinct().Take(Most).Order(),
        ];
        return periods.Length > 0 ? periods : throw new InputException(
            "No season is found in the series: give its period in rows, for example --period 12.");
    }
}
