using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Rosenblatt's perceptron: it learns AND, and never XOR.</summary>
internal static class Perceptron
{
    private const int Epochs = 12;

    public static ReportSection Run()
    {
        List<ChartLine> lines = [];
        foreach ((string name, int[] labels) in new[] { ("AND", new[] { 0, 0, 0, 1 }), ("XOR", [0, 1, 1, 0]) })
        {
            int[] w = [0, 0, 0];
            int[] mistakes = [.. Enumerable.Range(0, Epochs).Select(_ => Epoch(w, labels))];
            Console.WriteLine($"{name}: mistakes in each epoch {string.Join(' ', mistakes)}; b = {w[0]}, w = ({w[1]}, {w[2]})");
            lines.Add(new ChartLine(name, Steps.Of(1, Epochs), [.. mistakes.Select(count => (double)count)]));
        }

        return new LineSection(
            "Mistakes of a perceptron", Steps.Axis("epoch"),
            new ChartAxis("mistakes of four") { Minimum = 0, Maximum = 4 },
            lines);
    }

    #region page
    // One epoch of Rosenblatt's rule; w holds b, w₁ and w₂. Returns the number of wrong guesses.
    private static int Epoch(int[] w, int[] labels)
    {
        int mistakes = 0;
        for (int sample = 0; sample < 4; sample++)
        {
            int[] x = [1, sample / 2, sample % 2];
            int guess = (w[0] * x[0]) + (w[1] * x[1]) + (w[2] * x[2]) > 0 ? 1 : 0;
            mistakes += guess == labels[sample] ? 0 : 1;
            for (int i = 0; i < 3; i++)
            {
                w[i] += (labels[sample] - guess) * x[i];
            }
        }

        return mistakes;
    }
    #endregion
}
