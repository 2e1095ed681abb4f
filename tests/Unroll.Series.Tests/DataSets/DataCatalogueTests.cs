using System.Text.RegularExpressions;
using Unroll.Series.DataSets;

namespace Unroll.Series.Tests.DataSets;

public sealed partial class DataCatalogueTests
{
    [Fact]
    public void Each_set_has_a_name_a_file_and_a_fixed_source_of_its_own()
    {
        Assert.All(DataCatalogue.All, dataSet => Assert.Matches(Name(), dataSet.Name));
        Assert.All(DataCatalogue.All.Where(dataSet => !dataSet.IsGenerated), dataSet =>
        {
            Assert.Matches(Checksum(), dataSet.Sha256);
            Assert.Matches(AtCommit(), dataSet.Address!.AbsoluteUri);
            Assert.NotEmpty(dataSet.License);
            Assert.NotEmpty(dataSet.Attribution);
        });
        foreach (Func<DataSet, object?> property in new Func<DataSet, object?>[] { dataSet => dataSet.Name, dataSet => dataSet.Title,
            dataSet => dataSet.FileName })
        {
            Assert.Equal(DataCatalogue.All.Count, DataCatalogue.All.Select(property).Distinct().Count());
        }
    }

    [RealDataFact]
    public void Each_file_is_the_one_that_the_catalogue_means()
    {
        DataSetStore store = new(new DataFolders { Local = RealDataFactAttribute.Folder, Cache = "" });
        Assert.All(DataCatalogue.All.Where(dataSet => !dataSet.IsGenerated), dataSet => Assert.NotNull(store.TryLocate(dataSet)));
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Checksum();

    [GeneratedRegex(
        "^https://(raw\\.githubusercontent\\.com/[^/]+/[^/]+/[0-9a-f]{40}/|codeload\\.github\\.com/[^/]+/[^/]+/zip/[0-9a-f]{40}$)")]
    private static partial Regex AtCommit();
}
