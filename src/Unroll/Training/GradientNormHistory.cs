namespace Unroll.Training;

/// <summary>
/// A callback that records the norm of the gradient of each parameter at every batch, to see gradients vanish or explode.
/// </summary>
public sealed class GradientNormHistory : Callback
{
    private readonly SortedDictionary<string, List<double>> _norms = new(StringComparer.Ordinal);

    /// <summary>For each trained parameter, <c>layer.parameter</c>, the norm of its gradient after each batch, before clipping.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Norms =>
        _norms.ToDictionary(norm => norm.Key, norm => (IReadOnlyList<double>)norm.Value);

    /// <summary>The norm of the gradient of all parameters of a layer together, after each batch.</summary>
    /// <param name="layer">Name of the layer.</param>
    /// <exception cref="ArgumentException">Nothing was recorded of such a layer.</exception>
    public IReadOnlyList<double> OfLayer(string layer)
    {
        List<double>[] parts = [
            .. _norms.Where(norm => norm.Key.StartsWith(layer + ".", StringComparison.Ordinal)).Select(norm => norm.Value)];
        return parts.Length > 0
            ? [.. Enumerable.Range(0, parts[0].Count).Select(batch => Math.Sqrt(parts.Sum(part => part[batch] * part[batch])))]
            : throw new ArgumentException(
                $"Nothing was recorded of a layer '{layer}'. There are: {string.Join(", ", _norms.Keys)}.", nameof(layer));
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.MeasuresGradients = true;
        _norms.Clear();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach ((string parameter, double norm) in context.GradientNorms)
        {
            if (!_norms.TryGetValue(parameter, out List<double>? recorded))
            {
                _norms[parameter] = recorded = [];
            }

            recorded.Add(norm);
        }
    }
}
