using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The settings of a layer that adds or takes off timesteps at both ends, and its entry.</summary>
internal static class EndSettings
{
    /// <summary>The entry of such a layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="summary">What it is, in one sentence.</param>
    /// <param name="done">What is done to the timesteps: "cut off".</param>
    /// <param name="before">Reads the timesteps at the beginning.</param>
    /// <param name="after">Reads the timesteps at the end.</param>
    /// <param name="create">Makes it.</param>
    public static LayerEntry Entry<TLayer>(
        string name, string summary, string done, Func<TLayer, int> before, Func<TLayer, int> after, Func<int, int, TLayer> create)
        where TLayer : Layer
    {
        Setting<TLayer, int> first = LayerSettings.Whole("before", before, $"Timesteps that are {done} at the beginning.", 0, 0);
        Setting<TLayer, int> last = LayerSettings.Whole("after", after, $"Timesteps that are {done} at the end.", 0, 0);
        return new LayerEntry(name, typeof(TLayer), summary, [first, last], values => create(values.Get(first), values.Get(last)))
        {
            Example = $"{name}: {{before: 2, after: 1}}",
            TakesSequences = true,
        };
    }
}
