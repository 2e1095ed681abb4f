namespace Unroll.Catalogue;

/// <summary>A catalogue without its type, for tables and searches over all of them.</summary>
public interface IBlockCatalogue
{
    /// <summary>What it holds, in the singular: "layer".</summary>
    string Kind { get; }

    /// <summary>What is told of each entry, in the order of the catalogue.</summary>
    IReadOnlyList<BlockDescription> Descriptions { get; }
}
