using Unroll.Models;

namespace Unroll.Tasks.Learning;

/// <summary>
/// The evaluation of a training that was stopped: of so many samples that it takes a fraction of a second. Their number follows from sizes
/// alone, so that it is the same on any machine.
/// </summary>
internal static class ShortEvaluation
{
    private const double MostProducts = 4e9;
    private const double MostPredictions = 30_000;
    private const int FewestSamples = 128;

    /// <summary>The most samples of a part.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="input">The shape of a sample.</param>
    public static int SamplesOf(IReadOnlyList<Model> networks, Shape input)
    {
        double products = networks.Sum(network => (double)network.ParameterCount) * Math.Max(1, input.Timesteps);
        double predictions = networks[0].OutputShapes.Sum(shape => (double)Math.Max(1, shape.Timesteps) * shape.Features);
        return (int)Math.Max(FewestSamples, Math.Min(MostProducts / Math.Max(1, products), MostPredictions / predictions));
    }

    /// <summary>The sentence on the evaluation of fewer samples than there are.</summary>
    /// <param name="plan">The plan with all samples.</param>
    /// <param name="test">The evaluation of some of its test part.</param>
    public static string NoteOf(TaskPlan plan, PartEvaluation test)
    {
        PartSummary all = plan.Parts.Single(part => part.Name == test.Part);
        return $"The training was stopped, so that the measures are of {test.Samples:N0} of the "
            + $"{CountFormatter.Format(all.Samples, all.Unit)} of the {all.Name} part, evenly spaced; when it goes on and ends, they are "
            + "of all.";
    }
}
