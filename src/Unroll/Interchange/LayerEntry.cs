using Unroll.Layers;

namespace Unroll.Interchange;

/// <summary>A layer with weights, and its path of names through the blocks around it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Path">Names from the outermost block to the layer, in the model.</param>
/// <param name="ModulePath">The same in the other framework, unless the user gives another.</param>
internal sealed record LayerEntry(Layer Layer, string[] Path, string[] ModulePath)
{
    /// <summary>The layer's name in the model; within a block after the block's and a dot.</summary>
    public string Name => string.Join('.', Path);

    /// <summary>The layer's module, where the user gives no other.</summary>
    public string DefaultModule(char separator) => string.Join(separator, ModulePath);

    /// <summary>Whether the user may call the layer, or a block around it, so.</summary>
    public bool IsCalled(string name) => Enumerable.Range(1, Path.Length).Any(length => string.Join('.', Path[..length]) == name);

    /// <summary>
    /// The module that the user's map gives to the layer, or to the innermost block around it that it names; null if it names none.
    /// </summary>
    public string? Find(IReadOnlyDictionary<string, string> map, char separator)
    {
        for (int length = Path.Length; length > 0; length--)
        {
            if (map.TryGetValue(string.Join('.', Path[..length]), out string? module))
            {
                return string.Join(separator, [.. module.Length == 0 ? [] : new[] { module }, .. ModulePath[length..]]);
            }
        }

        return null;
    }
}
