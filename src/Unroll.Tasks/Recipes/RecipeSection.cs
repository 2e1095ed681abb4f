namespace Unroll.Tasks.Recipes;

/// <summary>The fields of a section of a recipe, all of them known.</summary>
internal sealed class RecipeSection(RecipeNode node, IReadOnlyDictionary<string, RecipeNode> fields)
{
    public RecipeNode Node => node;

    /// <summary>The field, when it is there; a key without a value counts as absent.</summary>
    public RecipeNode? Find(string name) => fields.TryGetValue(name, out RecipeNode? value) && !value.IsEmpty ? value : null;

    /// <summary>The field, which is there, with or without a value.</summary>
    public RecipeNode Field(string name) => fields[name];

    public RecipeNode Need(string name, string example)
    {
        if (Find(name) is { } found)
        {
            return found;
        }

        string field = node.Field.Length == 0 ? name : $"{node.Field}.{name}";
        throw fields.TryGetValue(name, out RecipeNode? empty)
            ? empty.Error($"has no value. Give one, for example {example}")
            : node.Missing(field, example);
    }

    public T Or<T>(string name, Func<RecipeNode, T> read, T otherwise) => Find(name) is { } value ? read(value) : otherwise;

    /// <summary>The names of the fields that are there, in the order of the file.</summary>
    public IReadOnlyList<string> Names => [.. fields.Keys];
}
