using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Samples;

/// <summary>
/// A synthetic intensive-care cohort, for trying classification of whole series without a download: three channels, each measured at its
/// own irregular times, with pauses, channels that some patients lack, and stays of 3 to 10 days. Whether a patient has died after 5 days
/// depends on the first 3 days (level, trend and variability), on age, and on chance. Those who die are measured until then, so that rows
/// after the third day, and their number, would be leakage. The same seed gives the same numbers everywhere: only sums, products, quotients
/// and square roots are used, which all processors round alike. No patient exists.
/// </summary>
public static class IntensiveCareSample
{
    /// <summary>Name of the column with a patient's id.</summary>
    public const string IdColumn = "patient";

    /// <summary>Name of the column with the times of measurements.</summary>
    public const string TimeColumn = "time";

    /// <summary>Name of the column with the class, <see cref="ClassNames"/>.</summary>
    public const string OutcomeColumn = "outcome";

    /// <summary>Name of the column with the risk of death, in a file of its own: see <see cref="WriteRiskCsv"/>.</summary>
    public const string RiskColumn = "risk";

    /// <summary>Patients when no other number is asked for.</summary>
    public const int Patients = 500;

    /// <summary>Patients of the large cohort, whose first ones are those of the small one.</summary>
    public const int CohortPatients = 8000;

    private const int DayMinutes = 24 * 60;
    private const double Chance = 1.4;
    private const double Fatal = 1.8;

    private static readonly string[] _channels = ["heart_rate", "spo2", "temperature"];
    private static readonly string[] _staticCovariates = ["age", "sex"];
    private static readonly string[] _classes = ["alive", "died"];

    // Beats a minute, percent, degrees Celsius: of a well patient, what illness does to it, what passes, and the range of the device.
    private static readonly Channel[] _physiology =
    [
        new(Rest: 78, Illness: 11, Passing: 5.5, Noise: 2.5, Low: 35, High: 190, Digits: 0, ShortestGap: 5, LongestGap: 165, Missing: 0.02),
        new(Rest: 97, Illness: -1.5, Passing: 0.9, Noise: 0.5, Low: 70, High: 100, Digits: 0, ShortestGap: 10, LongestGap: 330,
            Missing: 0.06),
        new(Rest: 36.9, Illness: 0.38, Passing: 0.2, Noise: 0.1, Low: 33, High: 42, Digits: 1, ShortestGap: 60, LongestGap: 780,
            Missing: 0.1),
    ];

    /// <summary>Names of the three channels, each a column.</summary>
    public static IReadOnlyList<string> ChannelNames => _channels;

    /// <summary>Names of the static covariates: age in years, sex (0 female, 1 male).</summary>
    public static IReadOnlyList<string> StaticNames => _staticCovariates;

    /// <summary>Names of the classes: whether the patient lives after 5 days.</summary>
    public static IReadOnlyList<string> ClassNames => _classes;

    /// <summary>
    /// Makes the cohort: a series a patient, a row a minute at which something was measured, and NaN where the other channels were not.
    /// </summary>
    /// <param name="patients">How many patients.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no patients.</exception>
    public static SeriesSet Create(int patients = Patients, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 1);
        return new SeriesSet([.. Enumerable.Range(0, patients).Select(number => Patient(number, seed))], _staticCovariates, _classes);
    }

    /// <summary>
    /// Writes the cohort as CSV, with the header <c>patient,time,heart_rate,spo2,temperature,age,sex,outcome</c>; a cell that was not
    /// measured is empty.
    /// </summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="patients">How many patients.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteCsv(TextWriter writer, int patients = Patients, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{TimeColumn},{string.Join(',', _channels)},{string.Join(',', _staticCovariates)},{OutcomeColumn}\n");
        foreach (SeriesItem patient in Create(patients, seed).Items)
        {
            string tail = string.Create(
                CultureInfo.InvariantCulture, $",{patient.StaticCovariates[0]:0},{patient.StaticCovariates[1]:0},"
                + $"{_classes[patient.Class ?? 0]}\n");
            for (int row = 0; row < patient.Frame.RowCount; row++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{patient.Id},{patient.Frame.Time[row]:yyyy-MM-dd HH:mm}"));
                foreach (string channel in _channels)
                {
                    double value = patient.Frame.Column(channel)[row];
                    writer.Write(double.IsNaN(value) ? "," : string.Create(CultureInfo.InvariantCulture, $",{value:0.#}"));
                }

                writer.Write(tail);
            }
        }
    }

    /// <summary>
    /// The risk of each patient: the probability of death given what the outcome depends on, chance apart. No model of the measurements
    /// can rank patients better, but for luck.
    /// </summary>
    /// <param name="patients">How many patients.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no patients.</exception>
    public static IReadOnlyList<double> Risks(int patients = Patients, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 1);
        return [.. Enumerable.Range(0, patients).Select(number => Severity.Of(StreamOf(number, seed)).Risk)];
    }

    /// <summary>Writes the risk of each patient as CSV, with the header <c>patient,risk</c>: to judge by, not to learn from.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="patients">How many patients.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteRiskCsv(TextWriter writer, int patients = Patients, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{IdColumn},{RiskColumn}\n");
        IReadOnlyList<double> risks = Risks(patients, seed);
        for (int number = 0; number < patients; number++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{IdOf(number)},{risks[number]:0.000000}\n"));
        }
    }

    private static SeriesItem Patient(int number, ulong seed)
    {
        RandomStream random = StreamOf(number, seed);
        Severity severity = Severity.Of(random);
        (double level, double trend, double unrest) = (severity.Level, severity.Trend, severity.Unrest);

        // What the three days do not tell: chance.
        bool dies = severity.Danger + (Chance * IrwinHall.Next(random)) > Fatal;
        int stay = (int)(DayMinutes * (3 + ((dies ? 2 : 7) * random.NextDouble())));
        DateTime admitted = new DateTime(2024, 1, 1).AddMinutes(random.NextInt32(366 * DayMinutes));
        bool[] lacks = [.. _physiology.Select(channel => random.NextDouble() < channel.Missing)];
        if (Array.TrueForAll(lacks, lack => lack))
        {
            lacks[0] = false;
        }

        List<(int From, int To)> pauses = Pauses(random, stay);
        SortedDictionary<int, double[]> rows = [];
        double[] personal = [.. _physiology.Select(_ => 0.35 * IrwinHall.Next(random))];
        for (int c = 0; c < _physiology.Length; c++)
        {
            Channel channel = _physiology[c];
            double passing = IrwinHall.Next(random);
            int last = 0;
            for (int minute = random.NextInt32(channel.ShortestGap); minute < stay; minute += channel.Gap(random))
            {
                // What passes fades within some hours, and is stronger the more restless the patient.
                double kept = 1 / (1 + ((minute - last) / 150.0));
                passing = (kept * passing) + (Math.Sqrt(1 - (kept * kept)) * IrwinHall.Next(random));
                double noise = IrwinHall.Next(random);
                last = minute;
                if (!lacks[c] && !pauses.Exists(pause => minute >= pause.From && minute < pause.To))
                {
                    double value = channel.Rest + (channel.Illness * (Illness(minute, level, trend, dies) + personal[c]))
                        + (channel.Passing * (0.4 + (1.4 * unrest)) * passing) + (channel.Noise * noise);
                    if (!rows.TryGetValue(minute, out double[]? row))
                    {
                        rows[minute] = row = [double.NaN, double.NaN, double.NaN];
                    }

                    row[c] = Math.Round(Math.Clamp(value, channel.Low, channel.High), channel.Digits, MidpointRounding.AwayFromZero);
                }
            }
        }

        // A device that was switched on is read at least once.
        int first = Array.IndexOf(lacks, false);
        if (rows.Count == 0)
        {
            rows[0] = [double.NaN, double.NaN, double.NaN];
            rows[0][first] = _physiology[first].Rest;
        }

        TimeIndex time = new([.. rows.Keys.Select(minute => admitted.AddMinutes(minute))]);
        Frame frame = new(
            time, _channels, [.. Enumerable.Range(0, _channels.Length).Select(c => rows.Values.Select(row => row[c]).ToArray())]);
        return new SeriesItem(IdOf(number), frame)
        {
            StaticCovariates = [severity.Age, severity.Sex],
            Class = dies ? 1 : 0
        };
    }

    /// <summary>A stream a patient: the first hundred of a larger cohort are those of a smaller one.</summary>
    private static RandomStream StreamOf(int number, ulong seed) => new(seed, (ulong)number + 1);

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"P{number + 1:0000}");

    /// <summary>
    /// The severity of illness: from a level along a trend for three days, then towards the outcome, so that later rows would be leakage.
    /// </summary>
    private static double Illness(int minute, double level, double trend, bool dies)
    {
        double days = minute / (double)DayMinutes;
        double deciding = Math.Min(days, 3);
        return (0.7 * level) + (0.6 * trend * (deciding - 1)) + ((dies ? 0.9 : -0.6) * (days - deciding));
    }

    // Operations and examinations: for some hours nothing is measured.
    private static List<(int From, int To)> Pauses(RandomStream random, int stay)
    {
        List<(int From, int To)> pauses = [];
        for (int minute = random.NextInt32(2 * DayMinutes); minute < stay; minute += 240 + random.NextInt32(3 * DayMinutes))
        {
            pauses.Add((minute, minute + 120 + random.NextInt32(360)));
        }

        return pauses;
    }

    /// <summary>The outcome's predictor, chance apart: the signal of the first three days, and age.</summary>
    private readonly record struct Severity(int Age, int Sex, double Level, double Trend, double Unrest)
    {
        public double Danger => (1.1 * Level) + (1.7 * Trend) + (2.2 * (Unrest - 0.5)) + (0.02 * (Age - 62));

        public double Risk => IrwinHall.Above((Fatal - Danger) / Chance);

        public static Severity Of(RandomStream random) => new(
            35 + random.NextInt32(56), random.NextInt32(2), IrwinHall.Next(random), IrwinHall.Next(random), random.NextDouble());
    }

    private readonly record struct Channel(
        double Rest, double Illness, double Passing, double Noise, double Low, double High, int Digits, int ShortestGap, int LongestGap,
        double Missing)
    {
        /// <summary>Minutes to the next measurement: mostly short, at times hours.</summary>
        public int Gap(RandomStream random)
        {
            double share = random.NextDouble();
            return ShortestGap + (int)((LongestGap - ShortestGap) * share * share);
        }
    }
}
