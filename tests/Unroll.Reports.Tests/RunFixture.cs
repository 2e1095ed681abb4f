using System.Globalization;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Tests;

/// <summary>Runs with synthetic numbers, as a training on a daily load series would give them.</summary>
internal static class RunFixture
{
    private const int Season = 7;

    /// <summary>A run that went well.</summary>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="target">The column's name.</param>
    public static ForecastRun Run(int horizon = 1, string target = "Load")
    {
        PartEvaluation validation = Evaluate("validation", new DateTime(2023, 1, 1), 365, horizon);
        PartEvaluation test = Evaluate("test", new DateTime(2024, 1, 1), 366, horizon);
        return new ForecastRun
        {
            Name = "sample",
            Recipe = RecipeReader.Parse(RecipeTemplate(horizon), "sample.yaml"),
            Seed = 7,
            Threads = 2,
            TargetName = target,
            Unit = "GWh",
            ModelSummary = "Layer        Output shape    Parameters\nLstm         [batch, 32]          6,784\nDense        [batch, 1]              33\n",
            ParameterCount = 6817,
            InputNames = [target, "day-of-week=Mon", "holiday"],
            History = Train(40, StopReason.EarlyStopping, best: 28),
            TrainingSeconds = 3.42,
            SeasonalPeriod = Season,
            Parts = [validation, test],
            PartSummaries =
            [
                new PartSummary("training", new DateTime(2016, 1, 1), new DateTime(2022, 12, 31), 2524),
                new PartSummary("validation", new DateTime(2023, 1, 1), new DateTime(2023, 12, 31), validation.Windows),
                new PartSummary("test", new DateTime(2024, 1, 1), new DateTime(2024, 12, 31), test.Windows),
            ],
            FirstTime = new DateTime(2016, 1, 1),
            LastTime = new DateTime(2024, 12, 31),
        };
    }

    /// <summary>The same run with other times.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stamp">The stamp of a row, by its number from 1 January 2023.</param>
    public static ForecastRun At(ForecastRun run, Func<int, DateTime> stamp)
    {
        return run with
        {
            FirstTime = stamp(0),
            LastTime = stamp(731),
            PartSummaries = [.. run.PartSummaries.Select(part => part with { First = stamp(0), Last = stamp(731) })],
            Parts = [.. run.Parts.Select(part => part with { Predictions = [.. part.Predictions.Select(point => point with { Origin = Move(point.Origin), Time = Move(point.Time) })] })],
        };

        DateTime Move(DateTime day) => stamp((day - new DateTime(2023, 1, 1)).Days + 1);
    }

    /// <summary>Epochs whose losses fall and whose learning rate is lowered twice.</summary>
    public static History Train(int epochs, StopReason reason, int? best)
    {
        EpochRecord[] records = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochRecord(
            epoch,
            0.05 + (0.6 * Math.Exp(-epoch / 4.0)),
            0.07 + (0.5 * Math.Exp(-epoch / 4.0)) + (0.0004 * Math.Abs(epoch - 28)),
            epoch < 20 ? 0.003 : epoch < 32 ? 0.0015 : 0.00075,
            TimeSpan.FromSeconds(0.08 * epoch),
            new Dictionary<string, double>()))];
        return new History(records, reason, best, TimeSpan.FromSeconds(0.08 * epochs));
    }

    private static PartEvaluation Evaluate(string name, DateTime first, int days, int horizon)
    {
        RandomStream random = new(7, (ulong)days);
        double[] truth = [.. Enumerable.Range(0, days + (2 * Season)).Select(day => Load(first.AddDays(day - (2 * Season)), random))];
        List<Prediction> predictions = [];
        for (int origin = 0; origin + horizon <= days; origin++)
        {
            for (int step = 1; step <= horizon; step++)
            {
                int row = origin + step - 1 + (2 * Season);
                double error = random.NextNormal() * 9 * Math.Sqrt(step);
                predictions.Add(new Prediction(
                    first.AddDays(origin - 1), first.AddDays(origin + step - 1), step, truth[row], (float)(truth[row] + error), truth[row - Season]));
            }
        }

        double[] previous = [.. predictions.Select(point => truth[(int)(point.Origin - first).TotalDays + (2 * Season)])];
        return new PartEvaluation(
            name,
            Score(predictions, point => point.Forecast),
            new Dictionary<string, ForecastScores>
            {
                ["naive"] = ForecastScores.Of([.. predictions.Select(point => point.Actual)], previous, 40),
                ["seasonal-naive"] = Score(predictions, point => point.SeasonalNaive),
            },
            [.. Enumerable.Range(1, horizon).Select(step => Score([.. predictions.Where(point => point.Step == step)], point => point.Forecast))],
            predictions);
    }

    private static ForecastScores Score(IReadOnlyList<Prediction> predictions, Func<Prediction, double> forecast) =>
        ForecastScores.Of([.. predictions.Select(point => point.Actual)], [.. predictions.Select(forecast)], 40);

    private static double Load(DateTime day, RandomStream random)
    {
        double week = day.DayOfWeek switch { DayOfWeek.Saturday => -130, DayOfWeek.Sunday => -220, _ => 30 };
        return (float)(1350 + week + (120 * Math.Cos(2 * Math.PI * day.DayOfYear / 365.25)) + (18 * random.NextNormal()));
    }

    private static string RecipeTemplate(int horizon) => string.Create(CultureInfo.InvariantCulture, $"""
        name: sample
        task: forecast
        data:
          file: sample.csv
          target: Load
          unit: GWh
        window:
          length: 33   # {"{{"}days{"}}"} the network sees
          horizon: {horizon}
        model:
          - lstm: 32
          - dense: {horizon}
        train:
          loss: mean-absolute-error
          learning-rate: 0.003
          epochs: 60
        """);
}
