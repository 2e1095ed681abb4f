namespace Unroll.Catalogue;

/// <summary>A catalogue without its type, for tables and searches over all of them.</summary>
public interface IBlockCatalogue
{
    /// <summary>The kind of its blocks, in the singular: "layer".</summary>
    string Kind { get; }

    /// <summary>The descriptions of the entries, in the order of the catalogue.</summary>
    IReadOnlyList<BlockDescription> Descriptions { get; }
}
