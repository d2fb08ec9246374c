allure.api.addTranslation('en', {tab: {behaviors: {name: 'Devices'}}});

allure.api.addTab('behaviors', {
  title: 'tab.behaviors.name',
  icon: 'fa fa-list',
  route: 'behaviors(/)(:testGroup)(/)(:testResult)(/)(:testResultTab)(/)',
  onEnter: (testGroup, testResult, testResultTab) =>
    new allure.components.TreeLayout({
      testGroup,
      testResult,
      testResultTab,
      tabName: 'tab.behaviors.name',
      baseUrl: 'behaviors',
      url: 'data/behaviors.json'
    })
});
