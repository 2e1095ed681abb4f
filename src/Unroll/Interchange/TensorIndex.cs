using Unroll.Formats;

namespace Unroll.Interchange;

/// <summary>The tensors of a file by name, with marks of those used.</summary>
internal sealed class TensorIndex
{
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly char _separator;

    /// <summary>Indexes the tensors.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="separator">The separator between a module's name and its tensors'.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public TensorIndex(IEnumerable<SafetensorsTensor> tensors, char separator)
    {
        _separator = separator;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw new ArgumentException($"Two tensors are named '{tensor.Name}': names must be distinct.", nameof(tensors));
            }
        }
    }

    /// <summary>The modules: the prefixes of the tensors' names.</summary>
    public IEnumerable<string> Modules => _byName.Keys.Select(name => Split(name).Module).Distinct();

    /// <summary>The unused tensors.</summary>
    public IEnumerable<string> Unused => _byName.Keys.Where(name => !_used.Contains(name));

    public string FullName(string module, string tensor) => module.Length == 0 ? tensor : module + _separator + tensor;

    public SafetensorsTensor? Find(string module, string tensor) => _byName.GetValueOrDefault(FullName(module, tensor));

    /// <summary>The tensors of a module itself, not of modules within it.</summary>
    public IEnumerable<string> Children(string module) =>
        _byName.Keys.Select(Split).Where(name => name.Module == module).Select(name => name.Tensor);

    /// <summary>The modules that have a tensor of some name, which may be one of a module within it.</summary>
    public IEnumerable<string> ModulesWith(string tensor) => _byName.Keys
        .Where(name => name == tensor || name.EndsWith(_separator + tensor, StringComparison.Ordinal))
        .Select(name => name.Length == tensor.Length ? "" : name[..^(tensor.Length + 1)]);

    public void MarkUsed(string module, IEnumerable<ForeignTensor> tensors) =>
        _used.UnionWith(tensors.Select(tensor => FullName(module, tensor.Name)));

    private (string Module, string Tensor) Split(string name)
    {
        int at = name.LastIndexOf(_separator);
        return at < 0 ? ("", name) : (name[..at], name[(at + 1)..]);
    }
}
