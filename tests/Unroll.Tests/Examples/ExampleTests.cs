using System.Diagnostics;
using System.Globalization;

namespace Unroll.Tests.Examples;

/// <summary>The programs in examples/ do what they say, run as a reader would run them.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Published_examples_have_the_published_parameters_and_answer_within_a_twentieth()
    {
        string[] lines = Run("PublishedExamples");
        string[] summary = [.. lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(5, summary.Count(line => line == "lstm_1 [batch, 50] 10,400"));
        Assert.Contains("dense_1 [batch, 2] 102", summary);
        Assert.Equal(2, summary.Count(line => line == "dense_1 [batch, 1] 51"));
        Assert.Contains("dense_1 [batch, 3] 153", summary);
        CheckAnswer(lines, "10 -> ", [11, 12]);
        CheckAnswer(lines, "50, 51, 52 -> ", [153]);
        CheckAnswer(lines, "30 -> ", [450]);
        Assert.Equal(2, lines.Count(line => line.StartsWith("300, 305, 310 -> ", StringComparison.Ordinal)));
        foreach (string line in lines.Where(line => line.StartsWith("300, 305, 310 -> ", StringComparison.Ordinal)))
        {
            CheckAnswer([line], "300, 305, 310 -> ", [315, 320, 325]);
        }

    }

    [Fact]
    public void The_classifier_tells_sequences_that_it_has_not_seen()
    {
        string line = Run("Oxford").Last(line => line.StartsWith("accuracy", StringComparison.Ordinal));
        double[] accuracies = [.. line.Split(' ', ',').Where(word => word.Contains('.', StringComparison.Ordinal)).Select(Parse)];
        Assert.True(accuracies[0] > 0.9 && accuracies[1] > 0.85, line);
    }

    [Fact]
    public void All_five_modes_learn()
    {
        string[] lines = Run("InputOutputModes");
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line =>
        {
            double[] losses = [.. line.Split(' ').Where(word => word.Contains('.', StringComparison.Ordinal)).Select(Parse)];
            Assert.True(losses[1] < 0.1 * losses[0], line);
        });
    }

    [Fact]
    public void Gradients_vanish_explode_and_stay_alive()
    {
        Dictionary<string, double[]> norms = Run("VanishingGradients").Skip(1).ToDictionary(
            line => line[..36].Trim(), line => line[36..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToArray());
        Assert.True(norms["tanh RNN"][^1] < 1e-15 * norms["tanh RNN"][0]);
        Assert.True(norms["linear RNN, large recurrent weights"][^1] > 1e6 * norms["linear RNN, large recurrent weights"][0]);
        foreach (string gated in new[] { "LSTM, forget gates open", "GRU, update gates open" })
        {
            Assert.InRange(norms[gated][^1] / norms[gated][0], 0.05, 20);
        }
    }

    private static void CheckAnswer(string[] lines, string question, double[] expected)
    {
        string answer = lines.Single(line => line.StartsWith(question, StringComparison.Ordinal));
        double[] values = [.. answer[question.Length..].Split(", ").Select(Parse)];
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Run(string example)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, example + ".dll")])
        {
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
