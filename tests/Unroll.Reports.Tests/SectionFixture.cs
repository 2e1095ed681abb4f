using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>A section of each kind, with synthetic numbers.</summary>
internal static class SectionFixture
{
    /// <summary>One of each kind.</summary>
    /// <param name="text">What every name and title holds.</param>
    public static ReportSection[] All(string text = "a name") =>
    [
        Forecast(3, text),
        Series(text),
        new LineSection($"Lines {text}", new ChartAxis(text) { IsWhole = true }, new ChartAxis(text, text),
        [
            new ChartLine(text, [1, 2, 3, 4], [3, 4, double.NaN, 6]), new ChartLine(text + " 2", [1, 4], [5, 8]),
            new ChartLine(text + " 3", [1, 4], [7, 2]),
            new ChartLine(text + " 4", [1, 4], [5, 5]) { IsReference = true },
        ])
        { Note = text },
        new ScatterSection(
            $"Scatter {text}", new ChartAxis(text), new ChartAxis(text),
            [.. Noise(400).Select((noise, i) => new ChartPoint(text, i, i + (20 * noise)))]) { HasDiagonal = true },
        new HistogramSection($"Histogram {text}", new ChartAxis(text, text), Noise(500)),
        new TableSection(
            $"Table {text}",
            [new TableColumn(text), new TableColumn("Time"), new TableColumn("Residual", ScoreFormat.Unit) { IsSigned = true },
                new TableColumn("Count"), new TableColumn("Nothing")],
            [[text, new DateTime(2024, 5, 1), -12.3456, 1234, null], [text, new DateTime(17), 0.5f, 1, double.NaN]])
        { Unit = text },
        new ScoreTableSection(
            $"Score table {text}", text,
            [KeyValuePair.Create(text, RunFixture.Errors(1, 2, 3)), KeyValuePair.Create(text + " 2", RunFixture.Errors(2, 1, double.NaN))]),
        new MatrixSection($"Matrix {text}", text, text, [text, text + " 2"], [[8, 2], [0, 0]]),
        new ChartGridSection($"Grid {text}",
        [
            new ChartGridRow(text, [.. Enumerable.Range(1, 3).Select(number => new LineSection(
                $"{text} {number}", new ChartAxis(text), new ChartAxis(text), [new ChartLine(text, [1, 2, 3], [number, 5, 2])]))]),
        ]),
        new FactsSection($"Facts {text}", [KeyValuePair.Create(text, text)]),
        new TextSection($"Text {text}", $"{text}\n{text}"),
    ];

    /// <summary>A daily series with everything that its charts can have.</summary>
    /// <param name="name">What every name holds.</param>
    public static SeriesSection Series(string name = "Load")
    {
        double[] noise = Noise(60), days = [.. Enumerable.Range(0, 60).Select(day => 1704067200000 + (86400000.0 * day))];
        double[] values = [.. noise.Select((value, day) => day == 7 ? double.NaN : day + value)];
        return new SeriesSection(
            $"Series {name}", new ChartAxis(name), days,
            [
                new SeriesPanel(
                    new ChartAxis(name, name),
                    [
                        new SeriesLine(name, values) { IsGiven = true },
                        new SeriesLine(name == "Load" ? "trend" : $"{name} 2", [.. days.Select((_, day) => (double)day)])
                        {
                            Lower = [.. days.Select((_, day) => day - 2.0)],
                            Upper = [.. days.Select((_, day) => day + 2.0)],
                            BandName = name,
                        },
                        new SeriesLine($"{name} 3", [.. values.Select((value, day) => day is 20 or 40 ? value : double.NaN)])
                        { Kind = SeriesLineKind.Dots },
                    ]),
                new SeriesPanel(
                    new ChartAxis(name),
                    [
                        new SeriesLine($"{name} 4", noise) { Kind = SeriesLineKind.Bars },
                        new SeriesLine($"{name} 5", [.. days.Select((_, day) => (double)(day / 20))]) { Kind = SeriesLineKind.Steps },
                        new SeriesLine(name == "Load" ? "threshold" : $"{name} 6", [.. Enumerable.Repeat(1.5, 60)]) { IsReference = true },
                    ]),
            ])
        {
            IsTime = true,
            Marks =
            [
                new SeriesMark(name == "Load" ? "changes" : $"{name} 7", days[30]) { From = days[28], To = days[33] },
                new SeriesMark(name == "Load" ? "changes" : $"{name} 7", days[50]),
            ],
        };
    }

    /// <summary>Forecasts of a daily series over the test and the validation part.</summary>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="name">Name of the track.</param>
    public static ForecastSection Forecast(int horizon, string name = "Load") => new("Forecast against truth", horizon,
    [
        Track("test", new DateTime(2024, 1, 1), 366, horizon, name),
        Track("validation", new DateTime(2023, 1, 1), 365, horizon, name),
    ])
    { SeasonalPeriod = 7, StepName = "day", Intervals = ["95 % interval", "80 % interval"] };

    /// <summary>The same section with other times.</summary>
    /// <param name="section">The section.</param>
    /// <param name="stamp">The stamp of a row, by its number from 1 January 2023.</param>
    public static ForecastSection At(ForecastSection section, Func<int, DateTime> stamp) => section with
    {
        Tracks = [.. section.Tracks.Select(track => track with
        {
            Values = [.. track.Values.Select(value => value with { Time = stamp((value.Time - new DateTime(2023, 1, 1)).Days + 1) })],
        })],
    };

    private static ForecastTrack Track(string part, DateTime first, int days, int horizon, string name)
    {
        double[] noise = Noise(days * (horizon + 1));
        double[] truth = [.. Enumerable.Range(0, days + 7).Select(day => Load(first.AddDays(day - 7)) + (18 * noise[day % days]))];
        List<ForecastValue> values = [];
        for (int origin = 0; origin + horizon <= days; origin++)
        {
            for (int step = 1; step <= horizon; step++)
            {
                int day = origin + step - 1;
                double forecast = truth[day + 7] + (9 * Math.Sqrt(step) * noise[days + (origin * horizon) + step - 1]);
                values.Add(
                    new ForecastValue(first.AddDays(day), step, truth[day + 7], forecast)
                    {
                        Baseline = truth[day],
                        Bands = [new(forecast - 22, forecast + 22), new(forecast - 15, forecast + 15)],
                    });
            }
        }

        return new ForecastTrack(part, name, values) { Unit = "GWh" };
    }

    private static double[] Noise(int count)
    {
        RandomStream random = new(7, (ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }

    private static double Load(DateTime day)
    {
        double week = day.DayOfWeek switch { DayOfWeek.Saturday => -130, DayOfWeek.Sunday => -220, _ => 30 };
        return 1350 + week + (120 * Math.Cos(2 * Math.PI * day.DayOfYear / 365.25));
    }
}
