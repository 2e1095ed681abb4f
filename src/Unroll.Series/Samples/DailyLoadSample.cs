using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Samples;

/// <summary>
/// A synthetic daily electricity load, for trying Unroll without a download: a trend, a weekly and a yearly season, the public holidays of
/// Germany, and autocorrelated noise, as weather has. The same seed gives the same numbers everywhere.
/// </summary>
public static class DailyLoadSample
{
    /// <summary>Name of the load's column.</summary>
    public const string Column = "Load";

    /// <summary>Unit of the load.</summary>
    public const string Unit = "GWh";

    private static readonly DateTime _first = new(2018, 1, 1);
    private static readonly DateTime _last = new(2023, 12, 31);

    // Monday to Sunday, relative to a working day.
    private static readonly double[] _week = [0.985, 1.0, 1.005, 1.0, 0.98, 0.855, 0.775];

    /// <summary>Makes the series: 2018-01-01 to 2023-12-31, one column of GWh.</summary>
    /// <param name="seed">Seed of the noise.</param>
    public static Frame Create(ulong seed = 1)
    {
        RandomStream random = new(seed);
        GermanHolidays holidays = new();
        int days = (int)(_last - _first).TotalDays + 1;
        DateTime[] stamps = new DateTime[days];
        double[] load = new double[days];
        double weather = 0;
        double noise = 0;
        for (int i = 0; i < days; i++)
        {
            DateTime day = stamps[i] = _first.AddDays(i);
            double year = 2 * Math.PI * (day.DayOfYear - 1) / 365.25;
            double season = 1 + (0.09 * Math.Cos(year - 0.25)) + (0.025 * Math.Cos(2 * year));
            double trend = 1 + (0.012 * i / 365.25);

            // A holiday makes any day nearly a Sunday.
            double rest = holidays.WeightOf(DateOnly.FromDateTime(day));
            double weekday = _week[((int)day.DayOfWeek + 6) % 7];
            double working = weekday + (rest * (Math.Min(weekday, 0.77) - weekday));

            // Cold spells last for days and count in winter; what else happens lasts a day or two.
            weather = (0.93 * weather) + (0.0045 * random.NextNormal());
            noise = (0.35 * noise) + (0.0065 * random.NextNormal());
            double cold = weather * (1 + (0.8 * Math.Cos(year)));
            load[i] = Math.Round(1320 * trend * season * working * (1 + cold + noise), 2);
        }

        return new Frame(new TimeIndex(stamps), [Column], [load]);
    }

    /// <summary>Writes the series as CSV, with the header <c>Date,Load</c>.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="seed">Seed of the noise.</param>
    public static void WriteCsv(TextWriter writer, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Frame frame = Create(seed);
        ReadOnlySpan<double> load = frame.Column(Column);
        writer.Write("Date," + Column + "\n");
        for (int i = 0; i < frame.RowCount; i++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{frame.Time[i]:yyyy-MM-dd},{load[i]:0.00}\n"));
        }
    }
}
