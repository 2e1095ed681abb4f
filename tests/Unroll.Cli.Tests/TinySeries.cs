using System.Globalization;
using System.Text;

namespace Unroll.Cli.Tests;

/// <summary>A small weekly-seasonal series and a recipe that learns it in a moment.</summary>
internal static class TinySeries
{
    internal const string Recipe = """
        name: tiny
        task: forecast
        data:
          file: tiny.csv
          time: date
          target: load
          unit: MW
        prepare:
          steps: [scale: standard]
        window: {length: 7, horizon: 2}
        split: {train: 0.7, validation: 0.15, test: 0.15}
        model:
          - lstm: 4
          - dense: 2
        train:
          loss: mean-absolute-error
          optimizer: adam
          learning-rate: 0.01
          batch-size: 16
          epochs: 3
          seed: 7
        """;

    /// <summary>The series as CSV, a line a day from 2020-01-01.</summary>
    internal static string Csv(int rows = 160)
    {
        var text = new StringBuilder("date,load\n");
        for (int row = 0; row < rows; row++)
        {
            double value = 100 + (10 * Math.Sin(2 * Math.PI * row / 7)) + (row % 5);
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(row):yyyy-MM-dd},{value:0.###}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes recipe and series into a folder and gives the recipe's path.</summary>
    internal static string WriteTo(TemporaryFolder folder, string? csv = null, string? recipe = null)
    {
        folder.Write("tiny.csv", csv ?? Csv());
        return folder.Write("tiny.yaml", recipe ?? Recipe);
    }
}
