using System.Text;
using Unroll.Insight.Attribution;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Recurrence;

/// <summary>
/// The reach of the last hidden state of a recurrent layer back into its input: the norm of ∂h_T/∂x_{T−k}, over all units and features,
/// for
/// each k.
/// </summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Norms">
/// The Frobenius norm of ∂h_T/∂x_{T−k} for k = 0, 1, …, T − 1; where an embedding takes the input, by its vectors.
/// </param>
public sealed record StateReach(string Layer, IReadOnlyList<double> Norms)
{
    /// <summary>The largest k at which the norm is still some share of the largest norm; 0 where all norms are 0.</summary>
    /// <param name="share">The share, above 0.</param>
    public int Within(double share = 0.01)
    {
        double largest = Norms.Max();
        return largest == 0 ? 0 : Enumerable.Range(0, Norms.Count).Last(k => Norms[k] >= share * largest);
    }

    /// <summary>Measures it for a sample.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sample">The sample; its first input is the one that counts.</param>
    /// <param name="layer">The layer, inside another one or not, that reads forwards; null for the first recurrent one.</param>
    /// <exception cref="ArgumentException">
    /// The network has no such layer, or none that is recurrent; or the sample does not have the model's shapes.
    /// </exception>
    public static StateReach Of(Model model, InputSample sample, RecurrentLayer? layer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        GradientProbe? probe = Probes.Of(model, sample);
        RecurrentLayer chosen = layer ?? LayerFinder.First<RecurrentLayer>(model, "recurrent");
        int length = sample.LengthOf(0);
        double[] squares = new double[length];
        int planned = 1, most = ProbeRows.For(model, sample);

        // A row of the batch for each unit: the same sample, and the gradient of that unit's state alone.
        for (int unit = 0; unit < chosen.Units; unit += most)
        {
            int rows = Math.Min(most, chosen.Units - unit);
            probe = rows == planned ? probe : Probes.Of(model, sample, rows);
            planned = rows;
            probe.Forward([.. sample.Inputs.Select(input => Enumerable.Range(0, rows).SelectMany(_ => input).ToArray())]);
            int width = probe.GetOutput(chosen).Length / rows;
            int last = chosen.ReturnSequences ? Math.Min(length, width / chosen.Units) - 1 : 0;
            float[] seeds = new float[rows * width];
            for (int row = 0; row < rows; row++)
            {
                seeds[(row * width) + (last * chosen.Units) + unit + row] = 1;
            }

            Embedding? embedding = probe.EmbeddingOf(0);
            if (embedding is not null)
            {
                probe.Watch(embedding);
            }

            probe.BackwardFrom(chosen, seeds);
            float[] gradient = embedding is null ? probe.GetInputGradient(0) : probe.GetOutputGradient(embedding);
            int features = gradient.Length / (rows * sample.Shapes[0].Timesteps);
            for (int i = 0; i < gradient.Length; i++)
            {
                int k = length - 1 - (i / features % sample.Shapes[0].Timesteps);
                if (k >= 0)
                {
                    squares[k] += (double)gradient[i] * gradient[i];
                }
            }
        }

        return new StateReach(chosen.Name, [.. squares.Select(Math.Sqrt)]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Layer), Layer), (nameof(Norms), Norms));
}
